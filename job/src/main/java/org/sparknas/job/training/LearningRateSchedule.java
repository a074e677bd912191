package org.sparknas.job.training;

import java.io.Serializable;

/**
 * Linear warm-up from 0, then a cosine down to 0.
 *
 * @param peak the rate at the end of the warm-up
 * @param warmUpSteps how many steps the warm-up takes; 0 starts at the peak
 * @param totalSteps how many steps the training takes, warm-up included
 * @param stepsAlike how many steps behind each other have the rate of the first of them: 1, or
 *     those of an epoch
 */
public record LearningRateSchedule(double peak, long warmUpSteps, long totalSteps, int stepsAlike)
    implements Serializable {
  /** Another rate in each step. */
  public LearningRateSchedule(double peak, long warmUpSteps, long totalSteps) {
    this(peak, warmUpSteps, totalSteps, 1);
  }

  public LearningRateSchedule {
    if (!(peak > 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException("peak = " + peak + ", but must be above 0 and finite");
    }
    if (stepsAlike < 1) {
      throw new IllegalArgumentException("stepsAlike = " + stepsAlike + ", but must be 1 or more");
    }
    if (warmUpSteps < 0 || totalSteps < 1 || warmUpSteps >= totalSteps) {
      throw new IllegalArgumentException(
          "warmUpSteps = %d of totalSteps = %d, but must be 0 or more and below the total"
              .formatted(warmUpSteps, totalSteps));
    }
  }

  /**
   * The rate of a step, counted from 0 over the whole training: 0 at step 0 of a warm-up, the peak
   * at step {@code warmUpSteps}, and 0 from step {@code totalSteps} on. Where steps are alike, a
   * warm-up has in each epoch what it would reach at its end.
   */
  public double at(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("step = " + number + ", but must be 0 or more");
    }
    long step = number - number % stepsAlike;
    if (step < warmUpSteps) {
      // An epoch has one rate; its first must not be 0.
      long risen = stepsAlike == 1 ? step : Math.min(warmUpSteps, step + stepsAlike);
      return peak * risen / warmUpSteps;
    }
    if (step >= totalSteps) {
      return 0;
    }
    double progress = (double) (step - warmUpSteps) / (totalSteps - warmUpSteps);
    return peak * (1 + Math.cos(Math.PI * progress)) / 2;
  }
}
