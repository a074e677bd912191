package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/**
 * The sum of alternatives' outputs, each with its weight. The weights belong to the run, under the
 * mixture's name; their gradients are left there.
 */
final class WeightedSum implements Module {

  private final String mixture;

  WeightedSum(String mixture) {
    this.mixture = mixture;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    MixtureWeights weights = pass.mixture(mixture);
    pass.kernels().fill(0, output.matrix());
    for (int i = 0; i < inputs.size(); i++) {
      pass.kernels().addScaled(weights.weight(i), inputs.get(i).matrix(), output.matrix());
    }
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    Kernels kernels = pass.kernels();
    MixtureWeights weights = pass.mixture(mixture);
    for (int i = 0; i < weights.size(); i++) {
      weights.addGradient(i, kernels.dot(inputs.apply(i).matrix(), outputGradient.matrix()));
      FeatureMap inputGradient = inputGradients.get(i);
      if (inputGradient != null) {
        kernels.fill(0, inputGradient.matrix());
        kernels.addScaled(weights.weight(i), outputGradient.matrix(), inputGradient.matrix());
      }
    }
  }

  /** Each of its inputs would have to be computed again. */
  @Override
  public boolean isCheap() {
    return false;
  }
}
