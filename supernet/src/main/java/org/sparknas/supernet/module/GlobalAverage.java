package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

/** The mean over each image's pixels. */
final class GlobalAverage implements Module {

  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.vector(inputs.get(0).channels());
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    pass.kernels().globalAverage(inputs.get(0), output.matrix());
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    if (inputGradients.get(0) != null) {
      pass.kernels().globalAverageGradient(outputGradient.matrix(), inputGradients.get(0));
    }
  }
}
