package org.sparknas.supernet.architecture;

/** A function of one value. */
public enum ActivationFunction {
  /** max(x, 0). */
  RELU,
  /** clip(x, 0, 6). */
  RELU6,
  /** 1 / (1 + e^−x). */
  SIGMOID,
  /** x times the sigmoid of x. */
  SWISH,
  /** clip(x + 3, 0, 6) / 6. */
  HARD_SIGMOID,
  /** x times the hard sigmoid of x. */
  HARD_SWISH
}
