package org.sparknas.supernet.module;

import java.util.List;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;

/** An activation that does not stand behind a batch norm. */
final class ElementActivation implements Module {

  private final ElementFunction function;

  ElementActivation(ElementFunction function) {
    this.function = function;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    FeatureMap output = input.allocate(input.channels());
    function.apply(pass.kernels(), input.matrix(), output.matrix());
    pass.keep(this, input);
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap input = pass.recall(this, FeatureMap.class);
    FeatureMap inputGradient = input.allocate(input.channels());
    function.gradient(
        pass.kernels(), input.matrix(), outputGradient.matrix(), inputGradient.matrix());
    return List.of(inputGradient);
  }
}
