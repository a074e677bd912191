package org.sparknas.supernet.tfnas;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Which latencies can be reached.
 *
 * @param least in milliseconds
 * @param greatest in milliseconds
 */
public record LatencyRange(double least, double greatest) {
  /** Whether a latency is neither below nor above what can be reached. */
  public boolean contains(double milliseconds) {
    return milliseconds >= least && milliseconds <= greatest;
  }

  /** In words, with bounds that are within it: {@code from 4.089 to 27.063}. */
  public String described() {
    return "from %s to %s"
        .formatted(rounded(least, RoundingMode.CEILING), rounded(greatest, RoundingMode.FLOOR));
  }

  private static String rounded(double milliseconds, RoundingMode mode) {
    return BigDecimal.valueOf(milliseconds).setScale(3, mode).toPlainString();
  }
}
