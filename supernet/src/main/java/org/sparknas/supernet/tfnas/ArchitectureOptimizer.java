package org.sparknas.supernet.tfnas;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.sparknas.supernet.engine.GradientNorm;

/**
 * Adam on architecture parameters, with decay towards 0 and a limit on the gradient's norm. Behind
 * each step the logits become logarithms of probabilities, as in the original.
 *
 * @param weightDecay what is added to a gradient for each unit of its parameter
 * @param largestGradient to which norm the gradient is scaled down; infinite for never
 */
public record ArchitectureOptimizer(
    double learningRate, double beta1, double beta2, double weightDecay, double largestGradient)
    implements Serializable {
  private static final double EPSILON = 1e-8;

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public ArchitectureOptimizer {
    if (!(learningRate > 0) || !(weightDecay >= 0) || !(largestGradient > 0)) {
      throw new IllegalArgumentException(
          "learning rate %s, weight decay %s, largest gradient %s: above 0, at least 0, above 0"
              .formatted(learningRate, weightDecay, largestGradient));
    }
    if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException(
          "beta1 %s, beta2 %s: from 0 to below 1".formatted(beta1, beta2));
    }
  }

  /** The original's (train_search.py). */
  public static ArchitectureOptimizer original() {
    return new ArchitectureOptimizer(0.01, 0.5, 0.999, 5e-4, 5);
  }

  /**
   * Architecture parameters on their way.
   *
   * @param moments Adam's first moments, then its second ones
   */
  public record State(ArchitectureParameters parameters, double[] moments) {

    /** These parameters, and moments of 0. */
    public static State of(ArchitectureParameters parameters) {
      return new State(parameters, new double[2 * parameters.flat().length]);
    }
  }

  /**
   * One step.
   *
   * @param iteration how many steps were taken since the moments were 0
   */
  public State step(State before, double[] gradient, int iteration) {
    double[] values = before.parameters().flat();
    double squares = 0;
    for (double each : gradient) {
      squares += each * each;
    }
    double factor = GradientNorm.factor(squares, largestGradient);
    double[] step = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      step[i] = factor * gradient[i] + weightDecay * values[i];
    }
    double[] moments = before.moments().clone();
    adam(step, moments, iteration);
    for (int i = 0; i < values.length; i++) {
      values[i] -= step[i];
    }
    return new State(before.parameters().withFlat(values).normalized(), moments);
  }

  /** Turns a gradient into what is taken off, and moves the moments. */
  private void adam(double[] gradient, double[] moments, int iteration) {
    INDArray step = Nd4j.createFromArray(gradient);
    INDArray state = Nd4j.createFromArray(moments).reshape(1, moments.length);
    new Adam(learningRate, beta1, beta2, EPSILON)
        .instantiate(state, false)
        .applyUpdater(step.reshape(1, gradient.length), iteration, 0);
    System.arraycopy(step.toDoubleVector(), 0, gradient, 0, gradient.length);
    System.arraycopy(state.toDoubleVector(), 0, moments, 0, moments.length);
  }
}
