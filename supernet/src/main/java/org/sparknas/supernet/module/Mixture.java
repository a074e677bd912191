package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/**
 * The weighted sum of alternatives' outputs. The weights belong to the pass, under the mixture's
 * name; their gradients are left there.
 */
public final class Mixture implements Module {

  private record Kept(List<FeatureMap> outputs) {}

  private final String name;
  private final List<Module> alternatives;

  public Mixture(String name, List<Module> alternatives) {
    this.name = name;
    this.alternatives = List.copyOf(alternatives);
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    MixtureWeights weights = pass.mixture(name);
    List<FeatureMap> outputs = new ArrayList<>();
    for (Module alternative : alternatives) {
      outputs.add(alternative.forward(pass, inputs));
    }
    FeatureMap sum = Gradients.zeros(outputs.get(0));
    for (int i = 0; i < outputs.size(); i++) {
      pass.kernels().addScaled(weights.weight(i), outputs.get(i).matrix(), sum.matrix());
    }
    pass.keep(this, new Kept(outputs));
    return sum;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    Kernels kernels = pass.kernels();
    MixtureWeights weights = pass.mixture(name);
    List<FeatureMap> outputs = pass.recall(this, Kept.class).outputs();
    List<FeatureMap> sums = new ArrayList<>();
    for (int i = 0; i < alternatives.size(); i++) {
      weights.addGradient(i, kernels.dot(outputs.get(i).matrix(), outputGradient.matrix()));
      FeatureMap share = Gradients.zeros(outputGradient);
      kernels.addScaled(weights.weight(i), outputGradient.matrix(), share.matrix());
      Gradients.addAll(kernels, alternatives.get(i).backward(pass, share), sums);
    }
    return sums;
  }
}
