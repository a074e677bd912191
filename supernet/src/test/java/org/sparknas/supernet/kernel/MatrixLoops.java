package org.sparknas.supernet.kernel;

/** Products of matrices and choices of their columns as plain loops. */
final class MatrixLoops {

  private MatrixLoops() {}

  /** {@code [rows, inner] · [inner, columns]}. */
  static double[] product(double[] left, double[] right, int rows, int inner, int columns) {
    double[] result = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < inner; k++) {
          result[i * columns + j] += left[i * inner + k] * right[k * columns + j];
        }
      }
    }
    return result;
  }

  static double[] transpose(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      result[i % columns * rows + i / columns] = matrix[i];
    }
    return result;
  }

  static double[] select(double[] matrix, int[] columns, int rows, int width) {
    double[] result = new double[rows * columns.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = matrix[i / columns.length * width + columns[i % columns.length]];
    }
    return result;
  }

  static double[] spread(double[] matrix, int[] columns, int rows, int width) {
    double[] result = new double[rows * width];
    for (int i = 0; i < matrix.length; i++) {
      result[i / columns.length * width + columns[i % columns.length]] = matrix[i];
    }
    return result;
  }
}
