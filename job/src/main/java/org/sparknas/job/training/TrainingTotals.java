package org.sparknas.job.training;

import java.io.Serializable;

/** What was counted while training: sums only, so that totals of workers can be added. */
public final class TrainingTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing was trained. */
  public static final TrainingTotals NONE = new TrainingTotals(0, 0, 0, 0);

  private final long steps;
  private final long examples;
  private final double lossSum;
  private final long correct;

  /**
   * What was counted.
   *
   * @param steps batches trained, one update each
   * @param examples images in those batches
   * @param lossSum sum of the batches' mean losses
   * @param correct images classified right before their batch's update; 0 where nobody counts
   */
  public TrainingTotals(long steps, long examples, double lossSum, long correct) {
    if (steps < 0 || examples < 0 || correct < 0 || correct > examples) {
      throw new IllegalArgumentException(
          ("steps = %d, examples = %d, correct = %d, but all must be 0 or more,"
                  + " and correct at most examples")
              .formatted(steps, examples, correct));
    }
    this.steps = steps;
    this.examples = examples;
    this.lossSum = lossSum;
    this.correct = correct;
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

  public long correct() {
    return correct;
  }

  /** The mean loss of a batch; not a number when there was none. */
  public double meanLoss() {
    return lossSum / steps;
  }

  /** These totals with one more batch. */
  public TrainingTotals plusBatch(long batchExamples, double loss, long batchCorrect) {
    return plus(new TrainingTotals(1, batchExamples, loss, batchCorrect));
  }

  /** Both together. */
  public TrainingTotals plus(TrainingTotals other) {
    return new TrainingTotals(
        steps + other.steps,
        examples + other.examples,
        lossSum + other.lossSum,
        correct + other.correct);
  }

  @Override
  public String toString() {
    return "%d steps, %d examples, mean loss %s, %d correct"
        .formatted(steps, examples, meanLoss(), correct);
  }
}
