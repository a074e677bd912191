package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;

/** Adds a number to each channel. */
final class BiasAddition implements Module {

  private final Parameter bias;

  BiasAddition(Parameter bias) {
    this.bias = bias;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    pass.kernels().addRow(inputs.get(0).matrix(), bias.value(), output.matrix());
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    Matrix biasGradient = pass.gradient(bias);
    if (biasGradient != null) {
      pass.kernels().addColumnSums(outputGradient.matrix(), biasGradient);
    }
    if (inputGradients.get(0) != null) {
      pass.kernels().copy(outputGradient.matrix(), inputGradients.get(0).matrix());
    }
  }

  @Override
  public boolean mayOverwrite() {
    return true;
  }
}
