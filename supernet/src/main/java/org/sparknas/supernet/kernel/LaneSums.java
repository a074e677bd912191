package org.sparknas.supernet.kernel;

/** Column sums: added lane by lane in float, and folded into double every few tiles. */
final class LaneSums {
  private static final int TILES_BETWEEN_FOLDS = 16;

  private final double[] sums;
  private final float[] lanes;
  private int tiles;

  LaneSums(int columns) {
    sums = new double[columns];
    lanes = new float[Tiles.tileLength(columns)];
  }

  /** Where a tile is to be added to; call {@link #tileAdded} afterwards. */
  float[] lanes() {
    return lanes;
  }

  void tileAdded() {
    if (++tiles % TILES_BETWEEN_FOLDS == 0) {
      fold();
    }
  }

  /** The sums of everything added. */
  double[] sums() {
    fold();
    return sums;
  }

  private void fold() {
    for (int row = 0; row < lanes.length; row += sums.length) {
      for (int column = 0; column < sums.length; column++) {
        sums[column] += lanes[row + column];
        lanes[row + column] = 0;
      }
    }
  }
}
