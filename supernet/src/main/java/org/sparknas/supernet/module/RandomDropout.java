package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;

/** In training, zeroes each value with the given probability and scales the others up. */
final class RandomDropout implements Module {

  private final double rate;

  RandomDropout(double rate) {
    this.rate = rate;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    if (pass.mode() == Pass.Mode.TRAIN) {
      drop(pass, inputs.get(0), output);
    } else {
      pass.kernels().copy(inputs.get(0).matrix(), output.matrix());
    }
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    if (inputGradients.get(0) != null) {
      drop(pass, outputGradient, inputGradients.get(0));
    }
  }

  private void drop(Pass pass, FeatureMap from, FeatureMap to) {
    double[] mask = new double[from.matrix().length()];
    int perImage = mask.length / from.images();
    for (int image = 0; image < from.images(); image++) {
      RandomGenerator random = pass.random(image);
      for (int i = image * perImage; i < (image + 1) * perImage; i++) {
        mask[i] = random.nextDouble() < rate ? 0 : 1 / (1 - rate);
      }
    }
    Matrix factors = pass.scratch(from.matrix().rows(), from.channels());
    factors.assign(mask);
    pass.kernels().multiply(from.matrix(), factors, to.matrix());
  }
}
