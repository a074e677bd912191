package org.sparknas.supernet.kernel;

/** Loops over small arrays that tiles are copied to and from, which Java vectorises by itself. */
final class ArrayNormalisation implements NormalisationLoops {
  private final GrowingFloats inputTile = new GrowingFloats();
  private final GrowingFloats gradientTile = new GrowingFloats();
  private final GrowingFloats normalTile = new GrowingFloats();
  private final GrowingFloats functionTile = new GrowingFloats();

  @Override
  public void addDistances(Matrix input, float[] row, LaneSums distances, LaneSums squares) {
    Tiles tiles = Tiles.ofRows(input);
    float[] values = inputTile.atLeast(tiles.tileLength());
    for (int tile = 0; tile < tiles.count(); tile++) {
      tiles.read(tile, values);
      addDistances(values, row, distances.lanes(), squares.lanes(), tiles.length(tile));
      distances.tilesAdded(1);
      squares.tilesAdded(1);
    }
  }

  private static void addDistances(
      float[] values, float[] first, float[] sums, float[] squares, int length) {
    for (int i = 0; i < length; i++) {
      float distance = values[i] - first[i];
      sums[i] += distance;
      squares[i] += distance * distance;
    }
  }

  @Override
  public void normalise(
      Matrix input, NormalisationTile rows, ElementFunction function, Matrix output) {
    Tiles inputs = Tiles.ofRows(input);
    Tiles outputs = Tiles.ofRows(output);
    float[] values = inputTile.atLeast(inputs.tileLength());
    for (int tile = 0; tile < inputs.count(); tile++) {
      inputs.read(tile, values);
      normalise(function, values, rows, inputs.length(tile));
      outputs.write(tile, values);
    }
  }

  @Override
  public void multiplyBySlope(
      Matrix input,
      Matrix outputGradient,
      NormalisationTile rows,
      ElementFunction function,
      Matrix result,
      LaneSums products,
      LaneSums sums) {
    Tiles inputs = Tiles.ofRows(input);
    Tiles gradients = Tiles.ofRows(outputGradient);
    Tiles results = Tiles.ofRows(result);
    boolean write = function != ElementFunction.IDENTITY || !result.isSameAs(outputGradient);
    float[] values = inputTile.atLeast(inputs.tileLength());
    float[] gradient = gradientTile.atLeast(inputs.tileLength());
    for (int tile = 0; tile < inputs.count(); tile++) {
      int length = inputs.length(tile);
      inputs.read(tile, values);
      gradients.read(tile, gradient);
      multiplyBySlope(function, values, rows, gradient, length);
      if (write) {
        results.write(tile, gradient);
      }
      addProducts(values, rows.mean(), gradient, products.lanes(), sums.lanes(), length);
      products.tilesAdded(1);
      sums.tilesAdded(1);
    }
  }

  @Override
  public void centre(
      Matrix input,
      Matrix gradient,
      NormalisationTile rows,
      float[] factor,
      float[] shift,
      Matrix result) {
    Tiles inputs = Tiles.ofRows(input);
    Tiles gradients = Tiles.ofRows(gradient);
    Tiles results = Tiles.ofRows(result);
    float[] values = inputTile.atLeast(inputs.tileLength());
    float[] tileGradient = gradientTile.atLeast(inputs.tileLength());
    for (int tile = 0; tile < inputs.count(); tile++) {
      int length = inputs.length(tile);
      inputs.read(tile, values);
      gradients.read(tile, tileGradient);
      centre(values, rows.mean(), rows.scale(), factor, shift, tileGradient, length);
      results.write(tile, tileGradient);
    }
  }

  /** The commonest functions in the same loop, in which they cost the least. */
  private static void normalise(
      ElementFunction function, float[] values, NormalisationTile rows, int length) {
    float[] mean = rows.mean();
    float[] scale = rows.scale();
    float[] beta = rows.beta();
    if (function == ElementFunction.RELU) {
      relu(values, mean, scale, beta, length);
    } else if (function == ElementFunction.RELU6) {
      relu6(values, mean, scale, beta, length);
    } else {
      normalise(values, mean, scale, beta, values, length);
      ElementLoops.apply(function, values, length);
    }
  }

  private void multiplyBySlope(
      ElementFunction function,
      float[] values,
      NormalisationTile rows,
      float[] gradient,
      int length) {
    float[] mean = rows.mean();
    float[] scale = rows.scale();
    float[] beta = rows.beta();
    switch (function) {
      case IDENTITY -> {}
      case RELU -> reluSlope(values, mean, scale, beta, gradient, length);
      case RELU6 -> relu6Slope(values, mean, scale, beta, gradient, length);
      default -> {
        float[] normal = normalTile.atLeast(length);
        float[] scratch = functionTile.atLeast(length);
        normalise(values, mean, scale, beta, normal, length);
        ElementLoops.multiplyBySlope(function, normal, gradient, scratch, length);
      }
    }
  }

  private static void relu(float[] values, float[] mean, float[] scale, float[] beta, int length) {
    for (int i = 0; i < length; i++) {
      float normal = (values[i] - mean[i]) * scale[i] + beta[i];
      values[i] = 0.5f * (normal + Math.abs(normal));
    }
  }

  private static void relu6(float[] values, float[] mean, float[] scale, float[] beta, int length) {
    for (int i = 0; i < length; i++) {
      float normal = (values[i] - mean[i]) * scale[i] + beta[i];
      values[i] = Math.min(0.5f * (normal + Math.abs(normal)), 6f);
    }
  }

  private static void reluSlope(
      float[] values, float[] mean, float[] scale, float[] beta, float[] gradient, int length) {
    for (int i = 0; i < length; i++) {
      float normal = (values[i] - mean[i]) * scale[i] + beta[i];
      float above = normal + Math.abs(normal);
      gradient[i] *= above / (above + ElementLoops.TINY);
    }
  }

  private static void relu6Slope(
      float[] values, float[] mean, float[] scale, float[] beta, float[] gradient, int length) {
    for (int i = 0; i < length; i++) {
      float normal = (values[i] - mean[i]) * scale[i] + beta[i];
      float inside = 3f - Math.abs(normal - 3f);
      inside += Math.abs(inside);
      gradient[i] *= inside / (inside + ElementLoops.TINY);
    }
  }

  private static void normalise(
      float[] values, float[] mean, float[] scale, float[] beta, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      result[i] = (values[i] - mean[i]) * scale[i] + beta[i];
    }
  }

  private static void addProducts(
      float[] values, float[] mean, float[] gradient, float[] products, float[] sums, int length) {
    for (int i = 0; i < length; i++) {
      products[i] += (values[i] - mean[i]) * gradient[i];
      sums[i] += gradient[i];
    }
  }

  private static void centre(
      float[] values,
      float[] mean,
      float[] scale,
      float[] factor,
      float[] shift,
      float[] gradient,
      int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = scale[i] * Math.fma(mean[i] - values[i], factor[i], gradient[i] - shift[i]);
    }
  }
}
