package org.sparknas.supernet.tfnas;

import java.util.random.RandomGenerator;

/**
 * A sample of the Gumbel-softmax distribution: weights of operations that sum to 1, the nearer to
 * one operation the lower the temperature.
 */
public final class GumbelSoftmax {
  private final double[] weights;
  private final double temperature;

  private GumbelSoftmax(double[] weights, double temperature) {
    this.weights = weights;
    this.temperature = temperature;
  }

  /** Draws with the noise of a generator; a generator of the same seed draws the same. */
  public static GumbelSoftmax draw(double[] logits, double temperature, RandomGenerator random) {
    return of(logits, temperature, noise(logits.length, random));
  }

  /** The sample of a given noise. */
  static GumbelSoftmax of(double[] logits, double temperature, double[] noise) {
    double[] logarithms = Softmax.logarithms(logits);
    double[] warmed = new double[logits.length];
    for (int i = 0; i < warmed.length; i++) {
      warmed[i] = (logarithms[i] + noise[i]) / temperature;
    }
    return new GumbelSoftmax(Softmax.of(warmed), temperature);
  }

  /** Standard Gumbel noise: −ln of an exponentially distributed number. */
  static double[] noise(int length, RandomGenerator random) {
    double[] noise = new double[length];
    for (int i = 0; i < length; i++) {
      // 1 − u is never 0.
      noise[i] = -Math.log(-Math.log(1 - random.nextDouble()) + Double.MIN_NORMAL);
    }
    return noise;
  }

  /** The weights of the operations. */
  public double[] weights() {
    return weights.clone();
  }

  /** The operation of the greatest weight; each is drawn with its own probability. */
  public int operation() {
    return Softmax.argmax(weights);
  }

  /** The gradient of the logits, given that of the weights; the noise is held fixed. */
  public double[] gradient(double[] weightGradient) {
    // The logits' own log-softmax adds nothing: this gradient sums to 0.
    double[] gradient = Softmax.gradient(weights, weightGradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= temperature;
    }
    return gradient;
  }
}
