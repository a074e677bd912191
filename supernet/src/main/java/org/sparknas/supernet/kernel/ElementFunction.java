package org.sparknas.supernet.kernel;

/** What is done to each value on its own. */
public enum ElementFunction {
  IDENTITY,
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code clip(x, 0, 6)}. */
  RELU6,
  /** {@code 1 / (1 + e^−x)}. */
  SIGMOID,
  /** {@code x / (1 + e^−x)}. */
  SWISH,
  /** {@code clip(x + 3, 0, 6) / 6}. */
  HARD_SIGMOID,
  /** {@code x · clip(x + 3, 0, 6) / 6}. */
  HARD_SWISH
}
