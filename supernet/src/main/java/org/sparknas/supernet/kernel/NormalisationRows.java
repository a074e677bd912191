package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What batch normalisation does to each channel, {@code (x − mean) / √(variance + ε) · γ + β}.
 *
 * @param gamma {@code [1, C]}
 * @param beta {@code [1, C]}
 */
public record NormalisationRows(double[] mean, double[] variance, INDArray gamma, INDArray beta) {

  /** Batch norm's ε in all four published systems. */
  public static final double EPSILON = 1e-5;
}
