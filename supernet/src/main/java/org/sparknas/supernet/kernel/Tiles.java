package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matrix in native memory, read and written some whole rows at a time through small arrays that
 * stay in the first-level cache. (Loops over the native memory itself are not vectorised.)
 */
final class Tiles {
  private static final int PREFERRED_LENGTH = 768;

  private final FloatBuffer values;
  private final int start;
  private final int length;
  private final int tileLength;

  Tiles(INDArray matrix) {
    values = matrix.data().asNioFloat();
    // The buffer of a view stands at the view's first value.
    start = values.position();
    length = Math.toIntExact(matrix.length());
    tileLength = tileLength(matrix.columns());
  }

  /** How long the tiles of a matrix of so many columns are: whole rows, at least one. */
  static int tileLength(int columns) {
    return Math.max(1, PREFERRED_LENGTH / columns) * columns;
  }

  int count() {
    return (length + tileLength - 1) / tileLength;
  }

  /** The length of a tile; the last may be shorter. */
  int length(int tile) {
    return Math.min(tileLength, length - tile * tileLength);
  }

  void read(int tile, float[] into) {
    values.get(start + tile * tileLength, into, 0, length(tile));
  }

  void write(int tile, float[] from) {
    values.put(start + tile * tileLength, from, 0, length(tile));
  }

  /** A row's values repeated over a tile, so that loops use one index for all arrays. */
  static float[] repeat(double[] row) {
    float[] repeated = new float[tileLength(row.length)];
    for (int i = 0; i < row.length; i++) {
      repeated[i] = (float) row[i];
    }
    for (int from = row.length; from < repeated.length; from += row.length) {
      System.arraycopy(repeated, 0, repeated, from, row.length);
    }
    return repeated;
  }
}
