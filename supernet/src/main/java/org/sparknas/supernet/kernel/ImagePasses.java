package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;

/** What squeeze-and-excitation does to whole images of floats, for one thread. */
final class ImagePasses {
  private final GrowingFloats leftTile = new GrowingFloats();
  private final GrowingFloats rightTile = new GrowingFloats();
  private final TileRow repeatedRow = new TileRow();
  private final LaneSums sums = new LaneSums();

  void globalAverage(FeatureMap input, Matrix result) {
    for (int image = 0; image < input.images(); image++) {
      Tiles tiles = Tiles.ofRows(input.images(image, 1).matrix());
      float[] values = leftTile.atLeast(tiles.tileLength());
      sums.clear(input.channels());
      for (int tile = 0; tile < tiles.count(); tile++) {
        tiles.read(tile, values);
        ElementPasses.add(sums.lanes(), values, tiles.length(tile));
        sums.tilesAdded(1);
      }
      write(sums.sums(), 1.0 / input.pixels(), result.rows(image, 1));
    }
  }

  void globalAverageGradient(Matrix outputGradient, FeatureMap inputGradient) {
    float share = 1f / inputGradient.pixels();
    for (int image = 0; image < inputGradient.images(); image++) {
      float[] row = repeatedRow.of(outputGradient.rows(image, 1));
      Tiles tiles = Tiles.ofRows(inputGradient.images(image, 1).matrix());
      scale(row, share, tiles.tileLength());
      for (int tile = 0; tile < tiles.count(); tile++) {
        tiles.write(tile, row);
      }
    }
  }

  void gate(FeatureMap input, Matrix gates, FeatureMap output) {
    for (int image = 0; image < input.images(); image++) {
      float[] row = repeatedRow.of(gates.rows(image, 1));
      Tiles inputs = Tiles.ofRows(input.images(image, 1).matrix());
      Tiles outputs = Tiles.ofRows(output.images(image, 1).matrix());
      float[] values = leftTile.atLeast(inputs.tileLength());
      for (int tile = 0; tile < inputs.count(); tile++) {
        inputs.read(tile, values);
        ElementPasses.multiply(values, row, inputs.length(tile));
        outputs.write(tile, values);
      }
    }
  }

  void gateGradient(FeatureMap input, FeatureMap outputGradient, Matrix gatesGradient) {
    for (int image = 0; image < input.images(); image++) {
      Tiles inputs = Tiles.ofRows(input.images(image, 1).matrix());
      Tiles gradients = Tiles.ofRows(outputGradient.images(image, 1).matrix());
      float[] values = leftTile.atLeast(inputs.tileLength());
      float[] gradient = rightTile.atLeast(inputs.tileLength());
      sums.clear(input.channels());
      for (int tile = 0; tile < inputs.count(); tile++) {
        inputs.read(tile, values);
        gradients.read(tile, gradient);
        addProducts(sums.lanes(), values, gradient, inputs.length(tile));
        sums.tilesAdded(1);
      }
      write(sums.sums(), 1, gatesGradient.rows(image, 1));
    }
  }

  private static void write(double[] values, double factor, Matrix row) {
    FloatBuffer floats = row.storage().floats();
    for (int c = 0; c < values.length; c++) {
      floats.put(row.offset() + c, (float) (values[c] * factor));
    }
  }

  private static void scale(float[] values, float factor, int length) {
    for (int i = 0; i < length; i++) {
      values[i] *= factor;
    }
  }

  private static void addProducts(float[] sums, float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += left[i] * right[i];
    }
  }
}
