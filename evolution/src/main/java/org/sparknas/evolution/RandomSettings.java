package org.sparknas.evolution;

/**
 * Settings of the random search.
 *
 * @param candidates to score in all; at least 1
 * @param generation candidates scored at once; at least 1
 * @param topK best candidates to return; at least 1
 * @param tries draws in a row that may be infeasible or known before the search gives up finding
 *     another candidate; at least 1
 */
public record RandomSettings(int candidates, int generation, int topK, int tries)
    implements SearchSettings {

  public RandomSettings {
    Setting.atLeast("candidates", candidates, 1);
    Setting.atLeast("generation", generation, 1);
    Setting.atLeast("top-k", topK, 1);
    Setting.atLeast("tries", tries, 1);
  }

  /** Returns settings with the budget that a genetic search has on average. */
  public static RandomSettings onBudgetOf(GeneticSettings genetic) {
    return onBudgetOf(genetic, genetic.expectedCandidates());
  }

  /**
   * Returns settings with the budget that a genetic search had.
   *
   * @param candidates how many it scored
   */
  public static RandomSettings onBudgetOf(GeneticSettings genetic, int candidates) {
    return new RandomSettings(candidates, genetic.population(), genetic.topK(), genetic.tries());
  }

  /** How many generations there are; the last may be smaller. */
  public int generations() {
    return (candidates - 1) / generation + 1;
  }
}
