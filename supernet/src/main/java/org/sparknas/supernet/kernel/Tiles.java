package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;

/**
 * A matrix of floats, read and written some whole rows at a time through small arrays that stay in
 * the first-level cache. (Loops over the native memory itself are not vectorised.)
 */
final class Tiles {
  private static final int PREFERRED_LENGTH = 768;

  private final FloatBuffer values;
  private final int start;
  private final int length;
  private final int tileLength;

  private Tiles(Matrix matrix, int tileLength) {
    values = matrix.storage().floats();
    start = matrix.offset();
    length = matrix.length();
    this.tileLength = tileLength;
  }

  /** Tiles of whole rows. */
  static Tiles ofRows(Matrix matrix) {
    return new Tiles(matrix, tileLength(matrix.columns()));
  }

  /** Tiles without regard to rows. */
  static Tiles ofElements(Matrix matrix) {
    return new Tiles(matrix, PREFERRED_LENGTH);
  }

  /** How long tiles of whole rows of so many columns are; at least one row. */
  static int tileLength(int columns) {
    return Math.max(1, PREFERRED_LENGTH / columns) * columns;
  }

  int count() {
    return (length + tileLength - 1) / tileLength;
  }

  int tileLength() {
    return tileLength;
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
}
