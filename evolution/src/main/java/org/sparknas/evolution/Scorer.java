package org.sparknas.evolution;

import java.util.List;

/** Tells how accurate candidates are; the expensive part of a search. */
@FunctionalInterface
public interface Scorer {

  /**
   * Scores a whole generation at once, so that it can be spread over a cluster.
   *
   * @param generation feasible candidates, all different by their identity, none of which this
   *     search scored before; never empty
   * @return an evaluation for each candidate, in the same order
   */
  List<Evaluation> score(List<Genes> generation);
}
