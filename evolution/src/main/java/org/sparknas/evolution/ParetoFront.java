package org.sparknas.evolution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The candidates that no other one beats: none has at least their accuracy for at most their cost
 * and is better in one of the two.
 *
 * @param cost name of the cost
 * @param candidates the cheapest first
 */
public record ParetoFront(String cost, List<ScoredCandidate> candidates) {

  public ParetoFront {
    candidates = List.copyOf(candidates);
  }

  /**
   * The front among these candidates.
   *
   * @throws IllegalArgumentException where a candidate has no such cost
   */
  public static ParetoFront of(Collection<ScoredCandidate> candidates, String cost) {
    ToDoubleFunction<ScoredCandidate> price = candidate -> price(candidate, cost);
    ToDoubleFunction<ScoredCandidate> accuracy = candidate -> candidate.evaluation().accuracy();
    List<ScoredCandidate> cheapestFirst =
        candidates.stream()
            .sorted(
                Comparator.comparingDouble(price)
                    .thenComparing(Comparator.comparingDouble(accuracy).reversed()))
            .toList();
    List<ScoredCandidate> front = new ArrayList<>();
    for (ScoredCandidate candidate : cheapestFirst) {
      ScoredCandidate last = front.isEmpty() ? null : front.get(front.size() - 1);
      if (last == null
          || accuracy.applyAsDouble(candidate) > accuracy.applyAsDouble(last)
          || isEqual(candidate, last, price, accuracy)) {
        front.add(candidate);
      }
    }
    return new ParetoFront(cost, front);
  }

  private static boolean isEqual(
      ScoredCandidate one,
      ScoredCandidate other,
      ToDoubleFunction<ScoredCandidate> price,
      ToDoubleFunction<ScoredCandidate> accuracy) {
    return price.applyAsDouble(one) == price.applyAsDouble(other)
        && accuracy.applyAsDouble(one) == accuracy.applyAsDouble(other);
  }

  private static double price(ScoredCandidate candidate, String cost) {
    Double price = candidate.costs().get(cost);
    if (price == null) {
      throw new IllegalArgumentException(
          "Pareto front: no cost \"%s\"; must be one of %s"
              .formatted(cost, candidate.costs().keySet()));
    }
    return price;
  }
}
