package org.sparknas.supernet.kernel;

import java.util.Arrays;

/** Choices of columns of float matrices, row by row, for one thread. */
final class ColumnPasses {
  private final GrowingFloats wideRow = new GrowingFloats();
  private final GrowingFloats narrowRow = new GrowingFloats();
  private final boolean hasVectors;

  /**
   * @param hasVectors whether the JVM has Java's vectors
   */
  ColumnPasses(boolean hasVectors) {
    this.hasVectors = hasVectors;
  }

  void select(Matrix matrix, int[] columns, ColumnRange result) {
    result.requirePlaces(columns);
    if (hasVectors && VectorSelection.isPossible(columns)) {
      VectorSelection.select(matrix, columns, result);
    } else {
      selectRowByRow(matrix, columns, result);
    }
  }

  private void selectRowByRow(Matrix matrix, int[] columns, ColumnRange result) {
    float[] wide = wideRow.atLeast(matrix.columns());
    float[] narrow = narrowRow.atLeast(columns.length);
    for (int row = 0; row < matrix.rows(); row++) {
      read(matrix, row, wide);
      for (int j = 0; j < columns.length; j++) {
        narrow[j] = wide[columns[j]];
      }
      write(narrow, result.matrix(), row, result.first(), columns.length);
    }
  }

  void spread(Matrix matrix, int[] columns, Matrix result) {
    float[] wide = wideRow.atLeast(result.columns());
    float[] narrow = narrowRow.atLeast(columns.length);
    Arrays.fill(wide, 0, result.columns(), 0);
    for (int row = 0; row < matrix.rows(); row++) {
      read(matrix, row, narrow);
      for (int j = 0; j < columns.length; j++) {
        wide[columns[j]] = narrow[j];
      }
      write(wide, result, row, 0, result.columns());
    }
  }

  private static void read(Matrix matrix, int row, float[] values) {
    int columns = matrix.columns();
    matrix.storage().floats().get(matrix.offset() + row * columns, values, 0, columns);
  }

  private static void write(float[] values, Matrix matrix, int row, int column, int count) {
    int at = matrix.offset() + row * matrix.columns() + column;
    matrix.storage().floats().put(at, values, 0, count);
  }
}
