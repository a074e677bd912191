package org.sparknas.evolution;

import java.util.List;

/** Is told how a search goes, in the thread of the search. */
public interface SearchListener {

  /** A listener that does nothing. */
  static SearchListener silent() {
    return new SearchListener() {};
  }

  /**
   * Before a generation is scored. A generation without new candidates is not announced.
   *
   * @param generation counted from 1
   * @param of the most generations that there will be
   */
  default void generationStarted(int generation, int of, int candidatesToScore) {}

  /**
   * After a generation was scored.
   *
   * @param scored the generation's new candidates
   * @param best the fittest of the search so far
   */
  default void generationScored(
      int generation, int of, List<ScoredCandidate> scored, ScoredCandidate best) {}

  /** The search ends early: no new feasible candidate was found within the allowed tries. */
  default void exhausted(int generation, int of, int tries) {}
}
