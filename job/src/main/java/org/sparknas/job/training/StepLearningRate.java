package org.sparknas.job.training;

import org.nd4j.linalg.schedule.ISchedule;

/** Our schedule as ND4J's updaters want it; DL4J's iterations are our steps. */
final class StepLearningRate implements ISchedule {
  private static final long serialVersionUID = 1L;

  private final LearningRateSchedule schedule;

  StepLearningRate(LearningRateSchedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return schedule.at(iteration);
  }

  /** Itself, since it never changes. */
  @Override
  @SuppressWarnings({"CloneDeclaresCloneNotSupported", "MissingSuperCall", "super"})
  public ISchedule clone() {
    return this;
  }
}
