package org.sparknas.supernet.oneshot;

import java.util.Locale;

/** The candidates of a choice block, in the order of the block genes. */
public enum OneShotOperation {
  /** ShuffleNet block, kernel 3. */
  SNB3(3),
  /** ShuffleNet block, kernel 5. */
  SNB5(5),
  /** ShuffleNet block, kernel 7. */
  SNB7(7),
  /** Xception-like ShuffleNet block, three depthwise convolutions of kernel 3. */
  SXB3(3);

  private final int kernel;

  OneShotOperation(int kernel) {
    this.kernel = kernel;
  }

  /** The kernel of its depthwise convolutions, on the projection branch too. */
  public int kernel() {
    return kernel;
  }

  /** The value of a decision: {@code snb3}, {@code snb5}, {@code snb7} or {@code sxb3}. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
