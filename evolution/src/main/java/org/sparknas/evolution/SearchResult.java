package org.sparknas.evolution;

import java.util.List;

/**
 * What a search found, and all that it takes to replay it on the same problem and scores.
 *
 * @param algorithm "genetic" or "random"
 * @param exhausted whether the search ended early because it found no new feasible candidate
 * @param best the fittest candidates, best first
 * @param history all scored candidates in the order of scoring
 */
public record SearchResult(
    String algorithm,
    long seed,
    SearchSettings settings,
    boolean exhausted,
    List<ScoredCandidate> best,
    List<ScoredCandidate> history) {

  public SearchResult {
    best = List.copyOf(best);
    history = List.copyOf(history);
  }
}
