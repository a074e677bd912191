package org.sparknas.job.benchmark;

/** Time that is taken by arithmetic with numbers that no training has would mean nothing. */
final class FiniteLoss {
  private FiniteLoss() {}

  /** Throws {@link ArithmeticException} when a loss is infinite or no number. */
  static void require(double loss) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("the loss became " + loss);
    }
  }
}
