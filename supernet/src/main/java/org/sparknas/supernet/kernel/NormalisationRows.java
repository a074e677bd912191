package org.sparknas.supernet.kernel;

import java.util.Arrays;

/**
 * What batch normalisation does to each channel, {@code (x − mean) / √(variance + ε) · γ + β}. One
 * is made for a batch and serves all its images.
 */
public final class NormalisationRows {

  /** Batch norm's ε in all four published systems. */
  public static final double EPSILON = 1e-5;

  private final double[] mean;
  private final double[] inverse;
  private final double[] gamma;
  private final double[] beta;

  public NormalisationRows(double[] mean, double[] variance, double[] gamma, double[] beta) {
    this.mean = mean.clone();
    this.gamma = gamma.clone();
    this.beta = beta.clone();
    this.inverse = new double[mean.length];
    for (int c = 0; c < mean.length; c++) {
      inverse[c] = 1 / Math.sqrt(variance[c] + EPSILON);
    }
  }

  int channels() {
    return mean.length;
  }

  double mean(int channel) {
    return mean[channel];
  }

  /** {@code 1 / √(variance + ε)}. */
  double inverse(int channel) {
    return inverse[channel];
  }

  /** All of {@link #inverse}. */
  public double[] inverses() {
    return inverse.clone();
  }

  /** {@code γ / √(variance + ε)}. */
  double scale(int channel) {
    return gamma[channel] * inverse[channel];
  }

  /** All of {@link #scale(int)}. */
  public double[] scale() {
    double[] scale = new double[inverse.length];
    Arrays.setAll(scale, this::scale);
    return scale;
  }

  double gamma(int channel) {
    return gamma[channel];
  }

  double beta(int channel) {
    return beta[channel];
  }
}
