package org.sparknas.supernet.kernel;

/**
 * Batch norm and the function behind it over tiles of a float matrix, for one thread: each pass
 * reads and writes memory once.
 */
final class FusedNormalisation {
  private final GrowingFloats inputTile = new GrowingFloats();
  private final GrowingFloats gradientTile = new GrowingFloats();
  private final GrowingFloats normalTile = new GrowingFloats();
  private final GrowingFloats functionTile = new GrowingFloats();
  private final TileRow scaleRow = new TileRow();
  private final TileRow shiftRow = new TileRow();
  private final TileRow meanRow = new TileRow();
  private final TileRow factorRow = new TileRow();
  private final LaneSums sums = new LaneSums();
  private final LaneSums products = new LaneSums();

  /** Sums of distances to the first row, so that a large mean costs no digits. */
  ChannelMoments moments(Matrix matrix) {
    int columns = matrix.columns();
    Tiles tiles = Tiles.ofRows(matrix);
    float[] values = inputTile.atLeast(tiles.tileLength());
    float[] first = meanRow.of(matrix.rows(0, 1));
    sums.clear(columns);
    products.clear(columns);
    for (int tile = 0; tile < tiles.count(); tile++) {
      tiles.read(tile, values);
      addDistances(values, first, sums.lanes(), products.lanes(), tiles.length(tile));
      sums.tileAdded();
      products.tileAdded();
    }
    return moments(matrix.rows(), first, sums.sums(), products.sums());
  }

  private static ChannelMoments moments(
      long count, float[] first, double[] sums, double[] squares) {
    double[] mean = new double[sums.length];
    double[] variance = new double[sums.length];
    for (int c = 0; c < mean.length; c++) {
      double distance = sums[c] / count;
      mean[c] = first[c] + distance;
      variance[c] = Math.max(0, squares[c] / count - distance * distance);
    }
    return new ChannelMoments(count, mean, variance);
  }

  private static void addDistances(
      float[] values, float[] first, float[] sums, float[] squares, int length) {
    for (int i = 0; i < length; i++) {
      float distance = values[i] - first[i];
      sums[i] += distance;
      squares[i] += distance * distance;
    }
  }

  void forward(Matrix input, NormalisationRows rows, ElementFunction function, Matrix output) {
    Tiles inputs = Tiles.ofRows(input);
    Tiles outputs = Tiles.ofRows(output);
    float[] values = inputTile.atLeast(inputs.tileLength());
    float[] mean = meanRow.of(rows.channels(), rows::mean);
    float[] scale = scale(rows);
    float[] beta = shiftRow.of(rows.channels(), rows::beta);
    for (int tile = 0; tile < inputs.count(); tile++) {
      int length = inputs.length(tile);
      inputs.read(tile, values);
      normalise(function, values, mean, scale, beta, length);
      outputs.write(tile, values);
    }
  }

  /** Writes dz, the gradient before the function. */
  NormalisationSums sums(
      Matrix input,
      Matrix outputGradient,
      NormalisationRows rows,
      ElementFunction function,
      Matrix result) {
    Tiles inputs = Tiles.ofRows(input);
    Tiles gradients = Tiles.ofRows(outputGradient);
    Tiles results = Tiles.ofRows(result);
    boolean write = function != ElementFunction.IDENTITY || !result.isSameAs(outputGradient);
    float[] values = inputTile.atLeast(inputs.tileLength());
    float[] gradient = gradientTile.atLeast(inputs.tileLength());
    float[] normal = normalTile.atLeast(inputs.tileLength());
    float[] scratch = functionTile.atLeast(inputs.tileLength());
    float[] mean = meanRow.of(rows.channels(), rows::mean);
    float[] scale = scale(rows);
    float[] beta = shiftRow.of(rows.channels(), rows::beta);
    sums.clear(rows.channels());
    products.clear(rows.channels());
    for (int tile = 0; tile < inputs.count(); tile++) {
      int length = inputs.length(tile);
      inputs.read(tile, values);
      gradients.read(tile, gradient);
      switch (function) {
        case IDENTITY -> {}
        case RELU -> reluSlope(values, mean, scale, beta, gradient, length);
        case RELU6 -> relu6Slope(values, mean, scale, beta, gradient, length);
        default -> {
          normalise(values, mean, scale, beta, normal, length);
          ElementLoops.multiplyBySlope(function, normal, gradient, scratch, length);
        }
      }
      if (write) {
        results.write(tile, gradient);
      }
      addProducts(values, mean, gradient, products.lanes(), sums.lanes(), length);
      products.tileAdded();
      sums.tileAdded();
    }
    double[] product = products.sums();
    for (int c = 0; c < product.length; c++) {
      product[c] *= rows.inverse(c);
    }
    return new NormalisationSums(sums.sums(), product);
  }

  /** γ/σ · (dz − Σdz/n − x̂ · Σ(dz·x̂)/n), as scale · (dz − shift − (x − mean) · factor). */
  void backward(
      Matrix input,
      Matrix gradient,
      NormalisationRows rows,
      NormalisationSums whole,
      long count,
      Matrix inputGradient) {
    Tiles inputs = Tiles.ofRows(input);
    Tiles gradients = Tiles.ofRows(gradient);
    Tiles results = Tiles.ofRows(inputGradient);
    float[] values = inputTile.atLeast(inputs.tileLength());
    float[] tileGradient = gradientTile.atLeast(inputs.tileLength());
    float[] scale = scale(rows);
    float[] mean = meanRow.of(rows.channels(), rows::mean);
    float[] factor =
        factorRow.of(rows.channels(), c -> rows.inverse(c) * whole.product()[c] / count);
    float[] shift = shiftRow.of(rows.channels(), c -> whole.gradient()[c] / count);
    for (int tile = 0; tile < inputs.count(); tile++) {
      inputs.read(tile, values);
      gradients.read(tile, tileGradient);
      centre(values, mean, scale, factor, shift, tileGradient, inputs.length(tile));
      results.write(tile, tileGradient);
    }
  }

  private float[] scale(NormalisationRows rows) {
    return scaleRow.of(rows.channels(), c -> rows.gamma(c) * rows.inverse(c));
  }

  /** The commonest functions in the same loop, in which they cost the least. */
  private static void normalise(
      ElementFunction function,
      float[] values,
      float[] mean,
      float[] scale,
      float[] beta,
      int length) {
    if (function == ElementFunction.RELU) {
      relu(values, mean, scale, beta, length);
    } else if (function == ElementFunction.RELU6) {
      relu6(values, mean, scale, beta, length);
    } else {
      normalise(values, mean, scale, beta, values, length);
      ElementLoops.apply(function, values, length);
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
