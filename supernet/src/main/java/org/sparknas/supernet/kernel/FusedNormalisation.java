package org.sparknas.supernet.kernel;

/**
 * Batch norm and the function behind it over float matrices, for one thread: each pass reads and
 * writes memory once.
 */
final class FusedNormalisation {
  private final NormalisationLoops loops;
  private final TileRow scaleRow = new TileRow();
  private final TileRow shiftRow = new TileRow();
  private final TileRow meanRow = new TileRow();
  private final TileRow factorRow = new TileRow();
  private final TileRow betaRow = new TileRow();
  private final LaneSums sums = new LaneSums();
  private final LaneSums products = new LaneSums();

  FusedNormalisation(NormalisationLoops loops) {
    this.loops = loops;
  }

  /** Sums of distances to the first row, so that a large mean costs no digits. */
  ChannelMoments moments(Matrix matrix) {
    float[] first = meanRow.of(matrix.rows(0, 1));
    sums.clear(matrix.columns());
    products.clear(matrix.columns());
    loops.addDistances(matrix, first, sums, products);
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

  void forward(Matrix input, NormalisationRows rows, ElementFunction function, Matrix output) {
    loops.normalise(input, tile(rows), function, output);
  }

  /** Writes dz, the gradient before the function. */
  NormalisationSums sums(
      Matrix input,
      Matrix outputGradient,
      NormalisationRows rows,
      ElementFunction function,
      Matrix result) {
    sums.clear(rows.channels());
    products.clear(rows.channels());
    loops.multiplyBySlope(input, outputGradient, tile(rows), function, result, products, sums);
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
    float[] factor =
        factorRow.of(rows.channels(), c -> rows.inverse(c) * whole.product()[c] / count);
    float[] shift = shiftRow.of(rows.channels(), c -> whole.gradient()[c] / count);
    loops.centre(input, gradient, tile(rows), factor, shift, inputGradient);
  }

  private NormalisationTile tile(NormalisationRows rows) {
    int channels = rows.channels();
    return new NormalisationTile(
        meanRow.of(channels, rows::mean),
        scaleRow.of(channels, rows::scale),
        betaRow.of(channels, rows::beta));
  }
}
