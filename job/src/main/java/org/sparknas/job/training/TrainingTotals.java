package org.sparknas.job.training;

import java.io.Serializable;

/** What was counted while training: sums only, so that totals of workers can be added. */
public final class TrainingTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing was trained. */
  public static final TrainingTotals NONE = new TrainingTotals(0, 0, 0, ArchitectureTotals.NONE);

  private final long steps;
  private final long examples;
  private final double lossSum;
  private final ArchitectureTotals architecture;

  /**
   * What was counted.
   *
   * @param steps batches trained, one update of weights each
   * @param examples images in those batches
   * @param lossSum sum of the batches' mean losses
   * @param architecture what steps on architecture parameters brought
   */
  public TrainingTotals(
      long steps, long examples, double lossSum, ArchitectureTotals architecture) {
    if (steps < 0 || examples < 0) {
      throw new IllegalArgumentException(
          "steps = %d, examples = %d, but both must be 0 or more".formatted(steps, examples));
    }
    this.steps = steps;
    this.examples = examples;
    this.lossSum = lossSum;
    this.architecture = architecture;
  }

  public long steps() {
    return steps;
  }

  public long examples() {
    return examples;
  }

  public double lossSum() {
    return lossSum;
  }

  /** What steps on architecture parameters brought. */
  public ArchitectureTotals architecture() {
    return architecture;
  }

  /** The mean loss of a batch; not a number when there was none. */
  public double meanLoss() {
    return lossSum / steps;
  }

  /** These totals with one more batch. */
  public TrainingTotals plusBatch(long batchExamples, double loss) {
    return plus(new TrainingTotals(1, batchExamples, loss, ArchitectureTotals.NONE));
  }

  /** These totals with more architecture steps. */
  public TrainingTotals plus(ArchitectureTotals more) {
    return plus(new TrainingTotals(0, 0, 0, more));
  }

  /** Both together. */
  public TrainingTotals plus(TrainingTotals other) {
    return new TrainingTotals(
        steps + other.steps,
        examples + other.examples,
        lossSum + other.lossSum,
        architecture.plus(other.architecture));
  }

  @Override
  public String toString() {
    return "%d steps, %d examples, mean loss %s, %s"
        .formatted(steps, examples, meanLoss(), architecture);
  }
}
