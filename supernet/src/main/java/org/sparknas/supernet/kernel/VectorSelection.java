package org.sparknas.supernet.kernel;

import java.nio.ByteOrder;

/**
 * Choices of columns of float matrices on Java's vectors: neighbours, which concatenations and
 * splits are made of, and two groups of neighbours by turns, which halves of shuffled channels are.
 */
final class VectorSelection {

  /** Rows that are gone through for some columns before the next columns, to stay in the cache. */
  private static final int ROWS_AT_A_TIME = 64;

  private static final boolean IS_LOWER_HALF_FIRST =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private VectorSelection() {}

  /** Whether columns are chosen here. */
  static boolean isPossible(int[] columns) {
    return areNeighbours(columns) || areInterleaved(columns);
  }

  private static boolean areNeighbours(int[] columns) {
    return columns.length >= VectorColumns.LANES && isRun(columns, 0, 1);
  }

  private static boolean areInterleaved(int[] columns) {
    return VectorColumns.PAIR_LANES > 1
        && columns.length >= 2 * VectorColumns.PAIR_LANES
        && columns.length % 2 == 0
        && IS_LOWER_HALF_FIRST
        && isRun(columns, 0, 2)
        && isRun(columns, 1, 2);
  }

  /** Whether every so many-th column is the next one. */
  private static boolean isRun(int[] columns, int from, int step) {
    for (int j = from + step; j < columns.length; j += step) {
      if (columns[j] != columns[j - step] + 1) {
        return false;
      }
    }
    return true;
  }

  static void select(Matrix matrix, int[] columns, ColumnRange result) {
    boolean neighbours = areNeighbours(columns);
    for (int row = 0; row < matrix.rows(); row += ROWS_AT_A_TIME) {
      int count = Math.min(ROWS_AT_A_TIME, matrix.rows() - row);
      Matrix rows = matrix.rows(row, count);
      ColumnRange target = result.rows(row, count);
      if (neighbours) {
        copy(rows, columns[0], target);
      } else {
        interleave(rows, columns[0], columns[1], target);
      }
    }
  }

  private static void copy(Matrix matrix, int first, ColumnRange result) {
    for (int done = 0; done < result.count(); done += VectorColumns.LANES) {
      // The last columns are copied together with some that were.
      int column = Math.min(done, result.count() - VectorColumns.LANES);
      VectorColumns.copy(
          matrix.storage().bytes(),
          place(matrix, first + column),
          step(matrix),
          result.matrix().storage().bytes(),
          place(result.matrix(), result.first() + column),
          step(result.matrix()),
          matrix.rows());
    }
  }

  private static void interleave(Matrix matrix, int first, int second, ColumnRange result) {
    int pairs = result.count() / 2;
    for (int done = 0; done < pairs; done += VectorColumns.PAIR_LANES) {
      int pair = Math.min(done, pairs - VectorColumns.PAIR_LANES);
      VectorColumns.interleave(
          matrix.storage().bytes(),
          place(matrix, first + pair),
          place(matrix, second + pair),
          step(matrix),
          result.matrix().storage().bytes(),
          place(result.matrix(), result.first() + 2 * pair),
          step(result.matrix()),
          matrix.rows());
    }
  }

  /** The byte of a column in the first row. */
  private static int place(Matrix matrix, int column) {
    return (matrix.offset() + column) * Float.BYTES;
  }

  /** Bytes from a row to the next. */
  private static int step(Matrix matrix) {
    return matrix.columns() * Float.BYTES;
  }
}
