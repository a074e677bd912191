package org.sparknas.supernet.module;

import java.util.List;
import org.sparknas.supernet.architecture.Shape;

/** The weighted sum of alternatives over one input, as in FBNet, DARTS and TF-NAS. */
public final class Mixture {

  private Mixture() {}

  /**
   * @param name under which a run holds the weights
   * @param alternatives of one input and outputs of one shape
   */
  public static ModuleGraph of(String name, Shape input, List<ModuleGraph> alternatives) {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(input);
    int[] outputs = alternatives.stream().mapToInt(a -> builder.add(a, 0)).toArray();
    builder.add(new WeightedSum(name), outputs);
    return builder.build();
  }
}
