package org.sparknas.supernet.module;

import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** The sum of its inputs: residual connections and the nodes of cells. */
final class ElementSum implements Module {

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    Kernels kernels = pass.kernels();
    if (inputs.size() == 1) {
      kernels.copy(inputs.get(0).matrix(), output.matrix());
      return;
    }
    kernels.add(inputs.get(0).matrix(), inputs.get(1).matrix(), output.matrix());
    for (FeatureMap input : inputs.subList(2, inputs.size())) {
      kernels.add(output.matrix(), input.matrix(), output.matrix());
    }
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    inputGradients.stream()
        .filter(Objects::nonNull)
        .forEach(g -> pass.kernels().copy(outputGradient.matrix(), g.matrix()));
  }
}
