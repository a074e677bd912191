package org.sparknas.evolution;

import java.util.Map;

/** What a search makes as large as it can. */
@FunctionalInterface
public interface Objective {

  /** The fitness of a candidate; the more the better. */
  double fitness(Evaluation evaluation, Map<String, Double> costs);

  /** Accuracy alone. */
  static Objective accuracy() {
    return (evaluation, costs) -> evaluation.accuracy();
  }

  /**
   * Accuracy less {@code ratio} times a cost. OneShot's {@code balanced_flop_acc} is the ratio 1 on
   * its normalised score of FLOPs and parameters.
   */
  static Objective balanced(String cost, double ratio) {
    if (!Double.isFinite(ratio)) {
      throw new IllegalArgumentException("ratio: " + ratio + "; must be finite");
    }
    return (evaluation, costs) -> {
      Double value = costs.get(cost);
      if (value == null) {
        throw new IllegalArgumentException(
            "balanced objective: no cost \"%s\"; must be one of %s"
                .formatted(cost, costs.keySet().stream().sorted().toList()));
      }
      return evaluation.accuracy() - ratio * value;
    };
  }
}
