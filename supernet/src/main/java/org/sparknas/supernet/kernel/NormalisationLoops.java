package org.sparknas.supernet.kernel;

/**
 * Batch norm's arithmetic over whole matrices, for one thread. Rows come repeated over a tile, and
 * sums are added lane by lane of it, so that all implementations round alike.
 */
interface NormalisationLoops {

  /** Those on Java's vectors where the JVM was started with their module. */
  static NormalisationLoops fastest() {
    return JavaVectors.arePresent() ? new VectorNormalisation() : new ArrayNormalisation();
  }

  /** Adds each value's distance to the row, and its square. */
  void addDistances(Matrix input, float[] row, LaneSums distances, LaneSums squares);

  /** The function of {@code (x − mean) · scale + β}; the output may be the input. */
  void normalise(Matrix input, NormalisationTile tile, ElementFunction function, Matrix output);

  /**
   * Writes dz, the gradient before the function; adds {@code (x − mean) · dz} and dz. The result
   * may be the gradient.
   */
  void multiplyBySlope(
      Matrix input,
      Matrix outputGradient,
      NormalisationTile tile,
      ElementFunction function,
      Matrix result,
      LaneSums products,
      LaneSums sums);

  /** {@code scale · (dz − shift − (x − mean) · factor)}; the result may be the gradient. */
  void centre(
      Matrix input,
      Matrix gradient,
      NormalisationTile tile,
      float[] factor,
      float[] shift,
      Matrix result);
}
