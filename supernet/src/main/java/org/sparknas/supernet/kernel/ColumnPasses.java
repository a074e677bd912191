package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Choices of columns of float matrices, row by row, for one thread. */
final class ColumnPasses {
  private final GrowingFloats wideRow = new GrowingFloats();
  private final GrowingFloats narrowRow = new GrowingFloats();

  void select(Matrix matrix, int[] columns, Matrix result) {
    float[] wide = wideRow.atLeast(matrix.columns());
    float[] narrow = narrowRow.atLeast(columns.length);
    for (int row = 0; row < matrix.rows(); row++) {
      read(matrix, row, wide);
      for (int j = 0; j < columns.length; j++) {
        narrow[j] = wide[columns[j]];
      }
      write(narrow, result, row);
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
      write(wide, result, row);
    }
  }

  void concatenate(List<Matrix> matrices, Matrix result) {
    FloatBuffer target = result.storage().floats();
    int column = 0;
    for (Matrix matrix : matrices) {
      float[] narrow = narrowRow.atLeast(matrix.columns());
      for (int row = 0; row < matrix.rows(); row++) {
        read(matrix, row, narrow);
        target.put(
            result.offset() + row * result.columns() + column, narrow, 0, matrix.columns());
      }
      column += matrix.columns();
    }
  }

  private static void read(Matrix matrix, int row, float[] values) {
    int columns = matrix.columns();
    matrix.storage().floats().get(matrix.offset() + row * columns, values, 0, columns);
  }

  private static void write(float[] values, Matrix matrix, int row) {
    int columns = matrix.columns();
    matrix.storage().floats().put(matrix.offset() + row * columns, values, 0, columns);
  }
}
