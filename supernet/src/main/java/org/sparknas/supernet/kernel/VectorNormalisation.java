package org.sparknas.supernet.kernel;

/** Loops on Java's vectors, straight from and to native memory. */
final class VectorNormalisation implements NormalisationLoops {
  private final VectorPass pass = new VectorPass();

  /** For functions that nobody puts behind batch norm. */
  private final NormalisationLoops others = new ArrayNormalisation();

  @Override
  public void addDistances(Matrix input, float[] row, LaneSums distances, LaneSums squares) {
    float[] sums = distances.lanes();
    float[] squareSums = squares.lanes();
    pass.read(
        (of, lane, stride, n) ->
            VectorLoops.addDistances(of, lane, stride, n, row, sums, squareSums),
        new Matrix[] {input},
        distances,
        squares);
  }

  @Override
  public void normalise(
      Matrix input, NormalisationTile rows, ElementFunction function, Matrix output) {
    VectorLoop loop =
        switch (function) {
          case IDENTITY -> (of, l, stride, n) -> VectorLoops.normalise(of, l, stride, n, rows);
          case RELU -> (of, l, stride, n) -> VectorLoops.relu(of, l, stride, n, rows);
          case RELU6 -> (of, l, stride, n) -> VectorLoops.relu6(of, l, stride, n, rows);
          case SWISH -> (of, l, stride, n) -> VectorLoops.swish(of, l, stride, n, rows);
          case HARD_SWISH -> (of, l, stride, n) -> VectorLoops.hardSwish(of, l, stride, n, rows);
          case SIGMOID, HARD_SIGMOID -> null;
        };
    if (loop == null) {
      others.normalise(input, rows, function, output);
    } else {
      pass.write(loop, new Matrix[] {input, output});
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
    if (function == ElementFunction.IDENTITY) {
      result.copyFrom(outputGradient);
    }
    float[] product = products.lanes();
    float[] sum = sums.lanes();
    VectorLoop loop =
        switch (function) {
          case IDENTITY ->
              (of, l, stride, n) -> VectorLoops.addProducts(of, l, stride, n, rows, product, sum);
          case RELU ->
              (of, l, stride, n) -> VectorLoops.reluSlope(of, l, stride, n, rows, product, sum);
          case RELU6 ->
              (of, l, stride, n) -> VectorLoops.relu6Slope(of, l, stride, n, rows, product, sum);
          case SWISH ->
              (of, l, stride, n) -> {
                VectorLoops.swishSlope(of, l, stride, n, rows);
                VectorLoops.addProducts(of, l, stride, n, rows, product, sum);
              };
          case HARD_SWISH ->
              (of, l, stride, n) -> {
                VectorLoops.hardSwishSlope(of, l, stride, n, rows);
                VectorLoops.addProducts(of, l, stride, n, rows, product, sum);
              };
          case SIGMOID, HARD_SIGMOID -> null;
        };
    if (loop == null) {
      others.multiplyBySlope(input, outputGradient, rows, function, result, products, sums);
    } else if (function == ElementFunction.IDENTITY) {
      pass.read(loop, new Matrix[] {input, result}, products, sums);
    } else {
      pass.write(loop, new Matrix[] {input, outputGradient, result}, products, sums);
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
    pass.write(
        (of, lane, stride, n) -> VectorLoops.centre(of, lane, stride, n, rows, factor, shift),
        new Matrix[] {input, gradient, result});
  }
}
