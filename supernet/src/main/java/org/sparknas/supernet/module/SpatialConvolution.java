package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Window;

/** A full convolution over space and channels, without bias. */
final class SpatialConvolution implements Module {

  private final Parameter weight;
  private final Window window;

  SpatialConvolution(Parameter weight, Window window) {
    this.weight = weight;
    this.window = window;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    FeatureMap output =
        input.allocate(
            window.output(input.height()), window.output(input.width()), weight.value().columns());
    pass.kernels().convolution(input, weight.value(), window, output);
    pass.keep(this, input);
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap input = pass.recall(this, FeatureMap.class);
    FeatureMap inputGradient = input.allocate(input.channels());
    INDArray share = Nd4j.createUninitialized(weight.value().dataType(), weight.value().shape());
    pass.kernels()
        .convolutionGradients(input, weight.value(), window, outputGradient, inputGradient, share);
    pass.kernels().addScaled(1, share, weight.gradient());
    return List.of(inputGradient);
  }
}
