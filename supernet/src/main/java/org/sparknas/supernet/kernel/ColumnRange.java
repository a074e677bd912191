package org.sparknas.supernet.kernel;

import java.util.Objects;

/**
 * Neighbouring columns of a matrix, to write to.
 *
 * @param first of the columns
 * @param count how many they are
 */
public record ColumnRange(Matrix matrix, int first, int count) {

  public ColumnRange {
    Objects.checkFromIndexSize(first, count, matrix.columns());
  }

  /** All columns of a matrix. */
  public static ColumnRange all(Matrix matrix) {
    return new ColumnRange(matrix, 0, matrix.columns());
  }

  /** The same columns of some of the rows. */
  ColumnRange rows(int from, int rows) {
    return new ColumnRange(matrix.rows(from, rows), first, count);
  }

  /** Throws {@link IllegalArgumentException} unless there is a place for each of the columns. */
  void requirePlaces(int[] columns) {
    if (columns.length != count) {
      throw new IllegalArgumentException(
          "%d columns for a range of %d".formatted(columns.length, count));
    }
  }

  boolean isWhole() {
    return count == matrix.columns();
  }
}
