package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What batch normalisation does to each channel, {@code (x − mean) / √(variance + ε) · γ + β}, as
 * row vectors {@code [1, C]}.
 */
public record NormalisationRows(INDArray mean, INDArray variance, INDArray gamma, INDArray beta) {

  /** Batch norm's ε in all four published systems. */
  public static final double EPSILON = 1e-5;

  public static NormalisationRows of(
      double[] mean, double[] variance, INDArray gamma, INDArray beta) {
    return new NormalisationRows(rowLike(gamma, mean), rowLike(gamma, variance), gamma, beta);
  }

  private static INDArray rowLike(INDArray model, double[] values) {
    return Nd4j.createFromArray(new double[][] {values}).castTo(model.dataType());
  }
}
