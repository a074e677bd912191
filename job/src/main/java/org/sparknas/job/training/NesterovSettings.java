package org.sparknas.job.training;

import java.io.Serializable;

/**
 * Settings of Nesterov's accelerated gradient.
 *
 * @param momentum from 0 to below 1
 * @param weightDecay what is added to a weight's gradient for each unit of the weight; biases and
 *     norms do not decay
 */
public record NesterovSettings(double momentum, double weightDecay) implements Serializable {
  public NesterovSettings {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum = " + momentum + ", but must be 0 or more and below 1");
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException(
          "weightDecay = " + weightDecay + ", but must be 0 or more and finite");
    }
  }
}
