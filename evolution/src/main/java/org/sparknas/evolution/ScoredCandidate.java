package org.sparknas.evolution;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A candidate and all that a search knows of it.
 *
 * @param generation in which it was scored, counted from 1
 * @param fitness by the search's {@link Objective}
 */
public record ScoredCandidate(
    Genes genes,
    int generation,
    Evaluation evaluation,
    SortedMap<String, Double> costs,
    double fitness) {

  public ScoredCandidate {
    costs = Collections.unmodifiableSortedMap(new TreeMap<>(costs));
    if (Double.isNaN(fitness)) {
      throw new IllegalArgumentException("fitness: not a number for genes " + genes);
    }
  }

  /** The {@code count} fittest, best first; of equally fit ones the first scored comes first. */
  static List<ScoredCandidate> best(List<ScoredCandidate> candidates, int count) {
    Comparator<ScoredCandidate> fittestFirst =
        Comparator.comparingDouble(ScoredCandidate::fitness).reversed();
    return candidates.stream().sorted(fittestFirst).limit(count).toList();
  }
}
