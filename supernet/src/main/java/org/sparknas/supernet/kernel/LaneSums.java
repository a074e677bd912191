package org.sparknas.supernet.kernel;

import java.util.Arrays;

/** Column sums: added lane by lane in float, and folded into double every few tiles. */
final class LaneSums {
  private static final int TILES_BETWEEN_FOLDS = 64;

  private final GrowingFloats memory = new GrowingFloats();
  private double[] sums = {};
  private float[] lanes = {};
  private int length;
  private int tiles;

  /** Starts anew. */
  void clear(int columns) {
    sums = new double[columns];
    length = Tiles.tileLength(columns);
    lanes = memory.atLeast(length);
    Arrays.fill(lanes, 0, length, 0);
    tiles = 0;
  }

  /** Where tiles are to be added to; call {@link #tilesAdded} afterwards. */
  float[] lanes() {
    return lanes;
  }

  /** The count is to divide that of tiles between folds, except for the last ones. */
  void tilesAdded(int count) {
    tiles += count;
    if (tiles % TILES_BETWEEN_FOLDS == 0) {
      fold();
    }
  }

  /** The sums of everything added since they were cleared. */
  double[] sums() {
    fold();
    return sums;
  }

  private void fold() {
    for (int row = 0; row < length; row += sums.length) {
      for (int column = 0; column < sums.length; column++) {
        sums[column] += lanes[row + column];
        lanes[row + column] = 0;
      }
    }
  }
}
