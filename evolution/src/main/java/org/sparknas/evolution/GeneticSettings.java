package org.sparknas.evolution;

/**
 * Settings of the genetic search.
 *
 * @param population candidates in a generation, parents included; at least 2
 * @param retain best candidates that stay and become parents; from 2 to {@code population}
 * @param randomSelect probability of any other candidate to stay and become a parent
 * @param mutate probability of each gene of a child to be drawn anew
 * @param iterations generations, the first one included; at least 1
 * @param topK best candidates to return; at least 1
 * @param tries draws in a row that may be infeasible or known before the search gives up finding
 *     another candidate; at least 1
 */
public record GeneticSettings(
    int population,
    int retain,
    double randomSelect,
    double mutate,
    int iterations,
    int topK,
    int tries)
    implements SearchSettings {

  public GeneticSettings {
    Setting.atLeast("population", population, 2);
    if (retain < 2 || retain > population) {
      throw new IllegalArgumentException(
          "retain: %d; must be from 2 to population (%d)".formatted(retain, population));
    }
    Setting.probability("random-select", randomSelect);
    Setting.probability("mutate", mutate);
    Setting.atLeast("iterations", iterations, 1);
    Setting.atLeast("top-k", topK, 1);
    Setting.atLeast("tries", tries, 1);
  }

  /** The settings of OneShot's search. */
  public static GeneticSettings original() {
    return new GeneticSettings(50, 10, 0.1, 0.1, 20, 3, DEFAULT_TRIES);
  }

  /**
   * How many candidates a search with these settings scores on average: a whole population, then in
   * each further generation the places of those that do not stay.
   */
  public int expectedCandidates() {
    return Math.toIntExact(Math.round(population + (iterations - 1) * expectedChildren()));
  }

  /** How many children a generation after the first has on average. */
  public double expectedChildren() {
    return (1 - randomSelect) * (population - retain);
  }
}
