package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** A matrix product for each pixel; on vectors, a linear layer. */
final class PointwiseConvolution implements Module {

  private final Parameter weight;

  PointwiseConvolution(Parameter weight) {
    this.weight = weight;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    FeatureMap output = input.allocate(weight.value().columns());
    pass.kernels().product(input.matrix(), false, weight.value(), false, output.matrix());
    pass.keep(this, input);
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    Kernels kernels = pass.kernels();
    FeatureMap input = pass.recall(this, FeatureMap.class);
    INDArray dy = outputGradient.matrix();
    INDArray share = Nd4j.createUninitialized(dy.dataType(), weight.value().shape());
    kernels.product(input.matrix(), true, dy, false, share);
    kernels.addScaled(1, share, weight.gradient());
    FeatureMap inputGradient = input.allocate(input.channels());
    kernels.product(dy, false, weight.value(), true, inputGradient.matrix());
    return List.of(inputGradient);
  }
}
