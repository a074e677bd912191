package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.FeatureMap;

/** Adds a number to each channel. */
final class BiasAddition implements Module {

  private final Parameter bias;

  BiasAddition(Parameter bias) {
    this.bias = bias;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap output = inputs.get(0).allocate(inputs.get(0).channels());
    pass.kernels().addRow(inputs.get(0).matrix(), bias.value(), output.matrix());
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    INDArray share = Nd4j.createUninitialized(bias.value().dataType(), bias.value().shape());
    pass.kernels().columnSums(outputGradient.matrix(), share);
    pass.kernels().addScaled(1, share, bias.gradient());
    return List.of(outputGradient);
  }
}
