package org.sparknas.supernet.kernel;

import java.util.function.IntToDoubleFunction;

/** A row repeated over a tile, so that loops use one index for all their arrays. */
final class TileRow {

  private final GrowingFloats values = new GrowingFloats();

  /** The tile of a row that is computed column by column. */
  float[] of(int columns, IntToDoubleFunction value) {
    float[] tile = values.atLeast(Tiles.tileLength(columns));
    for (int c = 0; c < columns; c++) {
      tile[c] = (float) value.applyAsDouble(c);
    }
    return repeat(tile, columns);
  }

  /** The tile of a row in memory. */
  float[] of(Matrix row) {
    int columns = row.length();
    float[] tile = values.atLeast(Tiles.tileLength(columns));
    row.storage().floats().get(row.offset(), tile, 0, columns);
    return repeat(tile, columns);
  }

  private static float[] repeat(float[] tile, int columns) {
    int length = Tiles.tileLength(columns);
    for (int from = columns; from < length; from += columns) {
      System.arraycopy(tile, 0, tile, from, columns);
    }
    return tile;
  }
}
