package org.sparknas.job.training;

/** Random seeds as functions of what they are for, never of the clock or of an attempt. */
public final class Seed {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seed() {}

  /** A seed that depends on every part and on their order; close parts give unrelated seeds. */
  public static long of(long... parts) {
    long seed = parts.length;
    for (long part : parts) {
      seed = mix(seed + GOLDEN_GAMMA + mix(part + GOLDEN_GAMMA));
    }
    return seed;
  }

  /** The finaliser of SplitMix64 (Stafford's variant 13): a bijection of 64 bits. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
