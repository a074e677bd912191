package org.sparknas.supernet.module;

import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.FeatureMap;

/** In training, zeroes each value with the given probability and scales the others up. */
final class RandomDropout implements Module {

  private final double rate;

  RandomDropout(double rate) {
    this.rate = rate;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    if (!pass.isTraining()) {
      return input;
    }
    INDArray mask = mask(pass.random(), input.matrix());
    FeatureMap output = input.allocate(input.channels());
    pass.kernels().multiply(input.matrix(), mask, output.matrix());
    pass.keep(this, mask);
    return output;
  }

  private INDArray mask(Random random, INDArray like) {
    double[] values = new double[(int) like.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < rate ? 0 : 1 / (1 - rate);
    }
    return Nd4j.createFromArray(values).castTo(like.dataType()).reshape('c', like.shape());
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    INDArray mask = pass.recall(this, INDArray.class);
    FeatureMap inputGradient = outputGradient.allocate(outputGradient.channels());
    pass.kernels().multiply(outputGradient.matrix(), mask, inputGradient.matrix());
    return List.of(inputGradient);
  }
}
