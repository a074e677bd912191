package org.sparknas.job.training;

import java.io.Serializable;

/** What was counted while architecture parameters were trained: sums over batches. */
public final class ArchitectureTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing was trained. */
  public static final ArchitectureTotals NONE = new ArchitectureTotals(0, 0, 0, 0);

  private final long steps;
  private final double crossEntropySum;
  private final double latencySum;
  private final double lossSum;

  /**
   * Sums over some batches.
   *
   * @param latencySum of the expected latencies, in milliseconds
   * @param lossSum of cross-entropy and latency together
   */
  public ArchitectureTotals(long steps, double crossEntropySum, double latencySum, double lossSum) {
    this.steps = steps;
    this.crossEntropySum = crossEntropySum;
    this.latencySum = latencySum;
    this.lossSum = lossSum;
  }

  public long steps() {
    return steps;
  }

  /** The mean cross-entropy of a batch; not a number when there was none. */
  public double meanCrossEntropy() {
    return crossEntropySum / steps;
  }

  /** The mean expected latency of a batch in milliseconds; not a number when there was none. */
  public double meanLatency() {
    return latencySum / steps;
  }

  /** The mean loss of a batch; not a number when there was none. */
  public double meanLoss() {
    return lossSum / steps;
  }

  /** Both together. */
  public ArchitectureTotals plus(ArchitectureTotals other) {
    return new ArchitectureTotals(
        steps + other.steps,
        crossEntropySum + other.crossEntropySum,
        latencySum + other.latencySum,
        lossSum + other.lossSum);
  }

  @Override
  public String toString() {
    return "%d architecture steps, mean loss %s".formatted(steps, meanLoss());
  }
}
