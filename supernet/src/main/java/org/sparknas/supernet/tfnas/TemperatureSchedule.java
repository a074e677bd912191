package org.sparknas.supernet.tfnas;

import java.io.Serializable;

/**
 * How the temperature of the Gumbel-softmax falls: first it stays, while only weights are trained,
 * then each epoch multiplies it.
 *
 * @param initial above 0
 * @param factor above 0, at most 1
 * @param warmUpEpochs before the first epoch that trains architecture parameters
 */
public record TemperatureSchedule(double initial, double factor, int warmUpEpochs)
    implements Serializable {
  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public TemperatureSchedule {
    if (!(initial > 0) || Double.isInfinite(initial) || !(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "temperature " + initial + " times " + factor + ": above 0, times above 0 and at most 1");
    }
    if (warmUpEpochs < 0) {
      throw new IllegalArgumentException("warm-up epochs is " + warmUpEpochs + ": 0 or more");
    }
  }

  /** The original's: 5, and from the eleventh epoch on 4 % less each. */
  public static TemperatureSchedule original() {
    return new TemperatureSchedule(5, 0.96, 10);
  }

  /** Whether an epoch, from 0, trains architecture parameters. */
  public boolean trainsArchitecture(int epoch) {
    return epoch >= warmUpEpochs;
  }

  /** The temperature of an epoch, from 0. */
  public double at(int epoch) {
    return initial * Math.pow(factor, Math.max(0, epoch - warmUpEpochs));
  }
}
