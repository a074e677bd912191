package org.sparknas.supernet.engine;

/** Scales gradients down to a norm, as PyTorch's {@code clip_grad_norm_} does. */
public final class GradientNorm {
  private static final double TINY = 1e-6;

  private GradientNorm() {}

  /**
   * What gradients are multiplied with.
   *
   * @param squares the sum of the squares of all of them
   * @param largest norm that is allowed
   * @return at most 1
   */
  public static double factor(double squares, double largest) {
    return Math.min(1, largest / (Math.sqrt(squares) + TINY));
  }
}
