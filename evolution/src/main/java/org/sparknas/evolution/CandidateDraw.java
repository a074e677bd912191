package org.sparknas.evolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Draws candidates until they are within all limits and new to the search, with bounded tries.
 * Other genes of a candidate that was met are not new. Nothing else reaches the scorer. One for
 * each run of a search.
 */
final class CandidateDraw {

  private final SearchProblem problem;
  private final int tries;
  private final Map<Object, Map<String, Double>> drawn = new HashMap<>();
  private final double[] nearest;

  CandidateDraw(SearchProblem problem, int tries) {
    this.problem = problem;
    this.tries = tries;
    this.nearest = new double[problem.limits().size()];
    Arrays.fill(nearest, Double.NaN);
  }

  /**
   * Up to {@code count} new feasible candidates from a source; fewer where the source gave none in
   * as many draws in a row as there are tries.
   */
  List<Genes> next(int count, Supplier<Genes> source) {
    List<Genes> found = new ArrayList<>();
    while (found.size() < count) {
      Optional<Genes> one = next(source);
      if (one.isEmpty()) {
        break;
      }
      found.add(one.get());
    }
    return found;
  }

  private Optional<Genes> next(Supplier<Genes> source) {
    for (int i = 0; i < tries; i++) {
      Genes genes = source.get();
      Object identity = problem.identity().apply(genes);
      if (!drawn.containsKey(identity)) {
        Map<String, Double> costs = problem.costModel().costs(genes);
        if (keepsLimits(costs)) {
          drawn.put(identity, costs);
          return Optional.of(genes);
        }
      }
    }
    return Optional.empty();
  }

  /** Throws what {@link #nothingFound} makes unless a uniform draw finds a candidate. */
  static void requireFeasible(SearchProblem problem, long seed, int tries) {
    CandidateDraw draw = new CandidateDraw(problem, tries);
    SplittableRandom random = new SplittableRandom(seed);
    if (draw.next(1, () -> problem.space().draw(random)).isEmpty()) {
      throw draw.nothingFound();
    }
  }

  /** Whether the candidate of these genes came out of this draw. */
  boolean holds(Genes genes) {
    return drawn.containsKey(problem.identity().apply(genes));
  }

  /** The costs of a candidate that came out of this draw. */
  Map<String, Double> costs(Genes genes) {
    return drawn.get(problem.identity().apply(genes));
  }

  /** That nothing was found, and how near the draws came. */
  NoFeasibleCandidateException nothingFound() {
    List<NoFeasibleCandidateException.Nearest> values = new ArrayList<>();
    for (int i = 0; i < nearest.length; i++) {
      values.add(new NoFeasibleCandidateException.Nearest(problem.limits().get(i), nearest[i]));
    }
    return new NoFeasibleCandidateException(values, tries);
  }

  private boolean keepsLimits(Map<String, Double> costs) {
    boolean all = true;
    for (int i = 0; i < nearest.length; i++) {
      Limit limit = problem.limits().get(i);
      double value = costs.get(limit.cost());
      all &= limit.allows(value);
      // The first value is taken even where it is infinitely far.
      if (Double.isNaN(nearest[i]) || limit.excess(value) < limit.excess(nearest[i])) {
        nearest[i] = value;
      }
    }
    return all;
  }
}
