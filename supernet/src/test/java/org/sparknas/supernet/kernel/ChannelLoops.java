package org.sparknas.supernet.kernel;

import java.util.stream.IntStream;

/** What is done to each column of a matrix {@code [rows, columns]}, as plain loops. */
record ChannelLoops(int rows, int columns) {

  double[] sums(double[] matrix) {
    double[] sums = new double[columns];
    for (int i = 0; i < matrix.length; i++) {
      sums[i % columns] += matrix[i];
    }
    return sums;
  }

  double[] means(double[] matrix) {
    return perColumn(sums(matrix), (c, sum) -> sum / rows);
  }

  double[] variances(double[] matrix) {
    double[] means = means(matrix);
    double[] squares = perElement(matrix, (c, x) -> (x - means[c]) * (x - means[c]));
    return means(squares);
  }

  double[] normalise(
      double[] matrix, double[] mean, double[] variance, double[] gamma, double[] beta) {
    return perElement(
        matrix, (c, x) -> (x - mean[c]) / deviation(variance[c]) * gamma[c] + beta[c]);
  }

  /** Normalised with the matrix's own statistics, as in training. */
  double[] normaliseOwn(double[] matrix, double[] gamma, double[] beta) {
    return normalise(matrix, means(matrix), variances(matrix), gamma, beta);
  }

  double[] gammaGradient(double[] matrix, double[] outputGradient) {
    double[] normal = normaliseOwn(matrix, filled(1), filled(0));
    return sums(perElement(normal, outputGradient, (c, x, gradient) -> x * gradient));
  }

  double[] inputGradient(double[] matrix, double[] outputGradient, double[] gamma) {
    double[] variances = variances(matrix);
    double[] normal = normaliseOwn(matrix, filled(1), filled(0));
    double[] gammaGradient = gammaGradient(matrix, outputGradient);
    double[] betaGradient = sums(outputGradient);
    return perElement(
        normal,
        outputGradient,
        (c, x, gradient) ->
            gamma[c]
                / deviation(variances[c])
                * (gradient - betaGradient[c] / rows - x * gammaGradient[c] / rows));
  }

  private static double deviation(double variance) {
    return Math.sqrt(variance + NormalisationRows.EPSILON);
  }

  double[] filled(double value) {
    return IntStream.range(0, columns).mapToDouble(c -> value).toArray();
  }

  interface OfOne {
    double apply(int column, double value);
  }

  interface OfTwo {
    double apply(int column, double left, double right);
  }

  double[] perElement(double[] matrix, OfOne function) {
    return IntStream.range(0, matrix.length)
        .mapToDouble(i -> function.apply(i % columns, matrix[i]))
        .toArray();
  }

  double[] perElement(double[] left, double[] right, OfTwo function) {
    return IntStream.range(0, left.length)
        .mapToDouble(i -> function.apply(i % columns, left[i], right[i]))
        .toArray();
  }

  private static double[] perColumn(double[] row, OfOne function) {
    return IntStream.range(0, row.length).mapToDouble(c -> function.apply(c, row[c])).toArray();
  }
}
