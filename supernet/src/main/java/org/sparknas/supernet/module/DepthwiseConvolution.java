package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Window;

/** One filter for each channel. */
final class DepthwiseConvolution implements Module {

  private final Parameter weight;
  private final Window window;

  DepthwiseConvolution(Parameter weight, Window window) {
    this.weight = weight;
    this.window = window;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    FeatureMap output =
        input.allocate(
            window.output(input.height()), window.output(input.width()), input.channels());
    pass.kernels().depthwise(input, weight.value(), window, output);
    pass.keep(this, input);
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap input = pass.recall(this, FeatureMap.class);
    INDArray share = Nd4j.createUninitialized(weight.value().dataType(), weight.value().shape());
    pass.kernels().depthwiseWeightGradient(input, outputGradient, window, share);
    pass.kernels().addScaled(1, share, weight.gradient());
    FeatureMap inputGradient = input.allocate(input.channels());
    pass.kernels().depthwiseInputGradient(outputGradient, weight.value(), window, inputGradient);
    return List.of(inputGradient);
  }
}
