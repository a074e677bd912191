package org.sparknas.supernet.module;

import java.util.Collections;
import java.util.List;
import org.sparknas.supernet.kernel.FeatureMap;

/** The sum of its inputs: residual connections and the nodes of cells. */
final class ElementSum implements Module {

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap sum = null;
    for (FeatureMap input : inputs) {
      sum = Gradients.sum(pass.kernels(), sum, input);
    }
    pass.keep(this, inputs.size());
    return sum;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    return Collections.nCopies(pass.recall(this, Integer.class), outputGradient);
  }
}
