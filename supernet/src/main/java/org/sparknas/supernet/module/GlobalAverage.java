package org.sparknas.supernet.module;

import java.util.List;
import org.sparknas.supernet.kernel.FeatureMap;

/** The mean over each image's pixels. */
final class GlobalAverage implements Module {

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    FeatureMap output = input.allocate(1, 1, input.channels());
    pass.kernels().globalAverage(input, output.matrix());
    pass.keep(this, input);
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap input = pass.recall(this, FeatureMap.class);
    FeatureMap inputGradient = input.allocate(input.channels());
    pass.kernels().globalAverageGradient(outputGradient.matrix(), inputGradient);
    return List.of(inputGradient);
  }
}
