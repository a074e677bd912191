package org.sparknas.evolution;

/** A search over genes. The same seed and the same scores give the same result. */
public interface Search {

  /**
   * Searches. May be called again, and then starts anew.
   *
   * @throws NoFeasibleCandidateException where not even one candidate within the limits was found
   */
  SearchResult run(Scorer scorer, SearchListener listener);
}
