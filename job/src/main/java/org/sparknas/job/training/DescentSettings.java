package org.sparknas.job.training;

import java.io.Serializable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.engine.Momentum;
import org.sparknas.supernet.engine.UpdateRules;

/**
 * How gradients move parameters.
 *
 * @param momentum from 0 to below 1
 * @param nesterov whether momentum is Nesterov's
 * @param rules what decays, what learns and how large a gradient may be
 */
public record DescentSettings(double momentum, boolean nesterov, UpdateRules rules)
    implements Serializable {
  /** Throws {@link IllegalArgumentException} when the momentum is out of range. */
  public DescentSettings {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum = " + momentum + ", but must be 0 or more and below 1");
    }
  }

  /** Nesterov's momentum; weights decay. */
  public static DescentSettings nesterov(double momentum, double weightDecay) {
    return new DescentSettings(momentum, true, UpdateRules.decaying(weightDecay));
  }

  /** What makes steps of gradients, with the learning rate of each step. */
  public IUpdater updater(LearningRateSchedule learningRate) {
    StepLearningRate rate = new StepLearningRate(learningRate);
    return nesterov
        ? Nesterovs.builder().momentum(momentum).learningRateSchedule(rate).build()
        : new Momentum(rate, momentum);
  }
}
