package org.sparknas.supernet.engine;

import java.io.Serializable;
import java.util.OptionalDouble;
import org.sparknas.supernet.architecture.ParameterRole;

/**
 * What a step does to the parameters of each role, apart from the updater.
 *
 * @param weightDecay what is added to a weight's gradient for each unit of the weight
 * @param biasesDecay whether biases decay as weights do, as with PyTorch's optimisers
 * @param normsLearn whether scale and shift of batch norms learn; else they stay as they are
 * @param largestGradient to which norm the gradient of all that learns is scaled down, before the
 *     decay; infinite for never
 */
public record UpdateRules(
    double weightDecay, boolean biasesDecay, boolean normsLearn, double largestGradient)
    implements Serializable {

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public UpdateRules {
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException(
          "weightDecay = " + weightDecay + ", but must be 0 or more and finite");
    }
    if (!(largestGradient > 0)) {
      throw new IllegalArgumentException(
          "largestGradient = " + largestGradient + ", but must be above 0");
    }
  }

  /** Weights decay, everything learns, and gradients are as large as they are. */
  public static UpdateRules decaying(double weightDecay) {
    return new UpdateRules(weightDecay, false, true, Double.POSITIVE_INFINITY);
  }

  /** The decay of parameters of a role; empty where they do not learn. */
  OptionalDouble decay(ParameterRole role) {
    return switch (role) {
      case WEIGHT -> OptionalDouble.of(weightDecay);
      case BIAS -> OptionalDouble.of(biasesDecay ? weightDecay : 0);
      case NORM -> normsLearn ? OptionalDouble.of(0) : OptionalDouble.empty();
    };
  }
}
