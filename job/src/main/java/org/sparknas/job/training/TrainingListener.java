package org.sparknas.job.training;

/** Watches a training. */
public interface TrainingListener {

  /** An averaging round ended; steps are counted over the whole training, of one worker. */
  default void roundEnded(Round round, long stepsDone, long stepsInAll) {}

  /** An epoch ended. */
  default void epochEnded(EpochSummary epoch) {}
}
