package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;

/** An activation that does not stand behind a batch norm. */
final class ElementActivation implements Module {

  private final ElementFunction function;

  ElementActivation(ElementFunction function) {
    this.function = function;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    pass.kernels().apply(function, inputs.get(0).matrix(), output.matrix());
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    if (inputGradients.get(0) != null) {
      pass.kernels()
          .applyGradient(
              function,
              inputs.apply(0).matrix(),
              outputGradient.matrix(),
              inputGradients.get(0).matrix());
    }
  }

  @Override
  public boolean mayOverwrite() {
    return true;
  }
}
