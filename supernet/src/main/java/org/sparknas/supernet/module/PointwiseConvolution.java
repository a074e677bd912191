package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;

/** A matrix product for each pixel; on vectors, a linear layer. */
final class PointwiseConvolution implements Module {

  private final Parameter weight;

  PointwiseConvolution(Parameter weight) {
    this.weight = weight;
  }

  Parameter weight() {
    return weight;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0).withChannels(weight.value().columns());
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    pass.kernels().product(inputs.get(0).matrix(), false, weight.value(), false, output.matrix());
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    Kernels kernels = pass.kernels();
    Matrix weightGradient = pass.gradient(weight);
    if (weightGradient != null) {
      kernels.addTransposedProduct(
          inputs.apply(0).matrix(), outputGradient.matrix(), weightGradient);
    }
    if (inputGradients.get(0) != null) {
      kernels.product(
          outputGradient.matrix(), false, weight.value(), true, inputGradients.get(0).matrix());
    }
  }

  @Override
  public boolean isCheap() {
    return false;
  }
}
