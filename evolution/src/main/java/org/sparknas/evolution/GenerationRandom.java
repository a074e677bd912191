package org.sparknas.evolution;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers of one generation of a kind of search: a function of the kind, the search's seed
 * and the generation alone, not of threads, and not of what earlier generations drew. Two kinds of
 * search share no numbers, so that each is a baseline for the other.
 */
enum GenerationRandom {
  GENETIC(0),
  RANDOM(1);

  /** How often the generator of a search's seed is split until it is this kind's own. */
  private final int splits;

  GenerationRandom(int splits) {
    this.splits = splits;
  }

  /** Returns a fresh generator for a generation, counted from 1. */
  RandomGenerator of(long seed, long generation) {
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int split = 0; split < splits; split++) {
      seeds = seeds.split();
    }
    // Seeds drawn from the search's seed, since seed + generation would let searches of
    // neighbouring seeds share their generations.
    long own = seeds.longs().skip(generation - 1).findFirst().getAsLong();
    return new SplittableRandom(own);
  }
}
