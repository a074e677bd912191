package org.sparknas.supernet.tfnas;

/** How the second path of a weight step is chosen among the operations that the first left. */
public enum SecondPath {
  /** There is none. */
  NONE,
  /** By their probabilities. */
  GUMBEL,
  /** The least probable. */
  MIN,
  /** The most probable. */
  MAX,
  /** Each alike: the paper's bi-sampling. */
  RANDOM
}
