package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Arithmetic of float matrices, tile by tile, for one thread. */
final class ElementPasses {
  private final GrowingFloats leftTile = new GrowingFloats();
  private final GrowingFloats rightTile = new GrowingFloats();
  private final GrowingFloats functionTile = new GrowingFloats();
  private final TileRow repeatedRow = new TileRow();
  private final LaneSums sums = new LaneSums();

  void apply(ElementFunction function, Matrix input, Matrix result) {
    Tiles inputs = Tiles.ofElements(input);
    Tiles results = Tiles.ofElements(result);
    float[] values = leftTile.atLeast(inputs.tileLength());
    for (int tile = 0; tile < inputs.count(); tile++) {
      inputs.read(tile, values);
      ElementLoops.apply(function, values, inputs.length(tile));
      results.write(tile, values);
    }
  }

  void gradient(ElementFunction function, Matrix input, Matrix outputGradient, Matrix result) {
    Tiles inputs = Tiles.ofElements(input);
    Tiles gradients = Tiles.ofElements(outputGradient);
    Tiles results = Tiles.ofElements(result);
    float[] values = leftTile.atLeast(inputs.tileLength());
    float[] gradient = rightTile.atLeast(inputs.tileLength());
    float[] scratch = functionTile.atLeast(inputs.tileLength());
    for (int tile = 0; tile < inputs.count(); tile++) {
      inputs.read(tile, values);
      gradients.read(tile, gradient);
      ElementLoops.multiplyBySlope(function, values, gradient, scratch, inputs.length(tile));
      results.write(tile, gradient);
    }
  }

  void addRow(Matrix matrix, Matrix row, Matrix result) {
    Tiles inputs = Tiles.ofRows(matrix);
    Tiles results = Tiles.ofRows(result);
    float[] values = leftTile.atLeast(inputs.tileLength());
    float[] addend = repeatedRow.of(row);
    for (int tile = 0; tile < inputs.count(); tile++) {
      inputs.read(tile, values);
      add(values, addend, inputs.length(tile));
      results.write(tile, values);
    }
  }

  void addColumnSums(Matrix matrix, Matrix result) {
    Tiles tiles = Tiles.ofRows(matrix);
    float[] values = leftTile.atLeast(tiles.tileLength());
    sums.clear(matrix.columns());
    for (int tile = 0; tile < tiles.count(); tile++) {
      tiles.read(tile, values);
      add(sums.lanes(), values, tiles.length(tile));
      sums.tilesAdded(1);
    }
    FloatBuffer floats = result.storage().floats();
    double[] total = sums.sums();
    for (int c = 0; c < total.length; c++) {
      int at = result.offset() + c;
      floats.put(at, (float) (floats.get(at) + total[c]));
    }
  }

  void add(Matrix left, Matrix right, Matrix result) {
    Tiles lefts = Tiles.ofElements(left);
    Tiles rights = Tiles.ofElements(right);
    Tiles results = Tiles.ofElements(result);
    float[] values = leftTile.atLeast(lefts.tileLength());
    float[] addends = rightTile.atLeast(lefts.tileLength());
    for (int tile = 0; tile < lefts.count(); tile++) {
      lefts.read(tile, values);
      rights.read(tile, addends);
      add(values, addends, lefts.length(tile));
      results.write(tile, values);
    }
  }

  void multiply(Matrix left, Matrix right, Matrix result) {
    Tiles lefts = Tiles.ofElements(left);
    Tiles rights = Tiles.ofElements(right);
    Tiles results = Tiles.ofElements(result);
    float[] values = leftTile.atLeast(lefts.tileLength());
    float[] factors = rightTile.atLeast(lefts.tileLength());
    for (int tile = 0; tile < lefts.count(); tile++) {
      lefts.read(tile, values);
      rights.read(tile, factors);
      multiply(values, factors, lefts.length(tile));
      results.write(tile, values);
    }
  }

  void addScaled(double factor, Matrix matrix, Matrix result) {
    Tiles addends = Tiles.ofElements(matrix);
    Tiles results = Tiles.ofElements(result);
    float[] values = leftTile.atLeast(addends.tileLength());
    float[] addend = rightTile.atLeast(addends.tileLength());
    for (int tile = 0; tile < addends.count(); tile++) {
      results.read(tile, values);
      addends.read(tile, addend);
      addScaled(values, addend, (float) factor, addends.length(tile));
      results.write(tile, values);
    }
  }

  double dot(Matrix left, Matrix right) {
    Tiles lefts = Tiles.ofElements(left);
    Tiles rights = Tiles.ofElements(right);
    float[] values = leftTile.atLeast(lefts.tileLength());
    float[] factors = rightTile.atLeast(lefts.tileLength());
    double sum = 0;
    for (int tile = 0; tile < lefts.count(); tile++) {
      lefts.read(tile, values);
      rights.read(tile, factors);
      multiply(values, factors, lefts.length(tile));
      for (int i = 0; i < lefts.length(tile); i++) {
        sum += values[i];
      }
    }
    return sum;
  }

  void copy(Matrix matrix, Matrix result) {
    Tiles sources = Tiles.ofElements(matrix);
    Tiles results = Tiles.ofElements(result);
    float[] values = leftTile.atLeast(sources.tileLength());
    for (int tile = 0; tile < sources.count(); tile++) {
      sources.read(tile, values);
      results.write(tile, values);
    }
  }

  void fill(double value, Matrix result) {
    Tiles results = Tiles.ofElements(result);
    float[] values = leftTile.atLeast(results.tileLength());
    Arrays.fill(values, (float) value);
    for (int tile = 0; tile < results.count(); tile++) {
      results.write(tile, values);
    }
  }

  static void add(float[] values, float[] addends, int length) {
    for (int i = 0; i < length; i++) {
      values[i] += addends[i];
    }
  }

  static void multiply(float[] values, float[] factors, int length) {
    for (int i = 0; i < length; i++) {
      values[i] *= factors[i];
    }
  }

  private static void addScaled(float[] values, float[] addends, float factor, int length) {
    for (int i = 0; i < length; i++) {
      values[i] += factor * addends[i];
    }
  }
}
