package org.sparknas.evolution;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers of one generation, a function of the search's seed and the generation alone: not
 * of threads, and not of what earlier generations drew.
 */
final class GenerationRandom {

  private GenerationRandom() {}

  /** A fresh generator for a generation, counted from 1. */
  static RandomGenerator of(long seed, long generation) {
    // Seeds drawn from the search's seed, since seed + generation would let searches of
    // neighbouring seeds share their generations.
    long own = new SplittableRandom(seed).longs().skip(generation - 1).findFirst().getAsLong();
    return new SplittableRandom(own);
  }
}
