package org.sparknas.evolution;

/** How a search goes about it. */
public sealed interface SearchSettings permits GeneticSettings, RandomSettings {

  /** How many tries in a row to find one new feasible candidate, unless set otherwise. */
  int DEFAULT_TRIES = 10_000;

  /** How many of the best candidates to return. */
  int topK();

  /** How many tries in a row to find one new feasible candidate. */
  int tries();
}
