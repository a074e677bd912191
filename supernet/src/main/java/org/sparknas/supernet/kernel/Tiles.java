package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * A matrix of floats, read and written some whole rows at a time through small arrays that stay in
 * the first-level cache. (Java by itself does not vectorise loops over native memory.)
 */
final class Tiles {
  /**
   * A little less than a page. A processor takes addresses a page apart for the same at first, and
   * vectors go through several tiles at once.
   */
  private static final int PREFERRED_LENGTH = 1008;

  private final FloatBuffer values;
  private final ByteBuffer bytes;
  private final int start;
  private final int length;
  private final int tileLength;

  private Tiles(Matrix matrix, int tileLength) {
    values = matrix.storage().floats();
    bytes = matrix.storage().bytes();
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

  /** In the storage. */
  private int start(int tile) {
    return start + tile * tileLength;
  }

  void read(int tile, float[] into) {
    values.get(start(tile), into, 0, length(tile));
  }

  void write(int tile, float[] from) {
    values.put(start(tile), from, 0, length(tile));
  }

  /** The tile, and those behind it, where they stand. */
  VectorOperand operand(int tile) {
    return new VectorOperand(bytes, start(tile) * Float.BYTES);
  }
}
