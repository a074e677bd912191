package org.sparknas.supernet.kernel;

import java.util.List;

/**
 * Forward and backward of each operation on NHWC feature maps. Every method writes its last
 * argument and reads the others; gradients of weights are added to. Arrays are contiguous and share
 * one floating data type. Only {@link #addRow}, {@link #add}, {@link #multiply}, {@link #apply} and
 * {@link #normalise} may be given an input to write to, and {@link #normalisationSums} and {@link
 * #normaliseGradient} their gradient; {@link #descend} changes all it is given. Matrices are {@code
 * [rows, channels]}, row vectors {@code [1, channels]}.
 *
 * <p>A kernel never looks across images except where its name says so (moments, sums, gradients of
 * weights), so all others may be called on a few images at a time. Several threads may call the
 * kernels at once, each with outputs of its own.
 */
public interface Kernels {

  /** The fastest kernels that ND4J's backend can run. */
  static Kernels ofBackend() {
    return Storage.IS_ON_CPU ? new CpuKernels() : new Nd4jKernels();
  }

  /**
   * How many bytes of feature maps one call should work on, so that what it writes is still in the
   * cache for the next; all images of a batch at once where there is no such limit.
   */
  long preferredBytes();

  /** {@code result = left · right}, each transposed first if so asked. */
  void product(
      Matrix left, boolean transposeLeft, Matrix right, boolean transposeRight, Matrix result);

  /** {@code result += leftᵀ · right}: the gradient of a weight, summed over rows. */
  void addTransposedProduct(Matrix left, Matrix right, Matrix result);

  /** Full convolution. Weight {@code [in·k·k, out]}, rows ordered (in, kernel row, column). */
  void convolution(FeatureMap input, Matrix weight, Window window, FeatureMap output);

  void convolutionInputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient);

  /** Adds to the gradient of the weight. */
  void convolutionWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient);

  /** Depthwise convolution. Weight {@code [k·k, C]}, rows ordered (kernel row, column). */
  void depthwise(FeatureMap input, Matrix weight, Window window, FeatureMap output);

  void depthwiseInputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient);

  /** Adds to the gradient of the weight. */
  void depthwiseWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient);

  /** Adds a row vector to each row. */
  void addRow(Matrix matrix, Matrix row, Matrix result);

  /** {@code result += } the sum of each column, {@code [1, C]}. */
  void addColumnSums(Matrix matrix, Matrix result);

  /**
   * Mean and biased variance of each column. Subtracts one of its values before it squares: a mean
   * far from zero costs nothing, but a value k deviations off the mean may cost the variance k²
   * times the rounding of a number.
   */
  ChannelMoments moments(Matrix matrix);

  /** {@code result = function((matrix − mean) / √(variance + ε) · γ + β)}, column by column. */
  void normalise(Matrix matrix, NormalisationRows rows, ElementFunction function, Matrix result);

  /**
   * The gradient behind scale and shift, and its sums over these rows: the first half of batch
   * norm's gradient.
   *
   * @param input the matrix that was normalised
   * @param outputGradient the gradient behind the function
   * @param result the gradient before the function
   */
  NormalisationSums normalisationSums(
      Matrix input,
      Matrix outputGradient,
      NormalisationRows rows,
      ElementFunction function,
      Matrix result);

  /**
   * The second half: {@code γ/σ · (dz − Σdz/n − x̂ · Σ(dz·x̂)/n)}.
   *
   * @param gradient dz, what {@link #normalisationSums} wrote
   * @param sums over the whole batch
   * @param count n, the rows of the whole batch
   */
  void normaliseGradient(
      Matrix input,
      Matrix gradient,
      NormalisationRows rows,
      NormalisationSums sums,
      long count,
      Matrix inputGradient);

  /** A function of each value. */
  void apply(ElementFunction function, Matrix input, Matrix result);

  /** The gradient before a function, given its input and the gradient behind it. */
  void applyGradient(ElementFunction function, Matrix input, Matrix outputGradient, Matrix result);

  /** The mean over each image's pixels, {@code [N, C]}. */
  void globalAverage(FeatureMap input, Matrix result);

  /** Spreads {@code [N, C]} evenly over the pixels. */
  void globalAverageGradient(Matrix outputGradient, FeatureMap inputGradient);

  /** The maximum of each window. */
  void maximumPool(FeatureMap input, Window window, FeatureMap output);

  void maximumPoolGradient(
      FeatureMap input, Window window, FeatureMap outputGradient, FeatureMap inputGradient);

  /** The mean of each window, padding not counted. */
  void averagePool(FeatureMap input, Window window, FeatureMap output);

  void averagePoolGradient(FeatureMap outputGradient, Window window, FeatureMap inputGradient);

  /** Multiplies each image's channels by its gates {@code [N, C]}. */
  void gate(FeatureMap input, Matrix gates, FeatureMap output);

  /** {@code gatesGradient[n, c] = Σ over pixels of outputGradient · input}. */
  void gateGradient(FeatureMap input, FeatureMap outputGradient, Matrix gatesGradient);

  /** Column j of the range is column {@code columns[j]} of the matrix. */
  void selectColumns(Matrix matrix, int[] columns, ColumnRange result);

  /** Puts column j of the matrix into column {@code columns[j]}; the other columns become zero. */
  void spreadColumns(Matrix matrix, int[] columns, Matrix result);

  void copy(Matrix matrix, Matrix result);

  /** Makes each value the given one. */
  void fill(double value, Matrix result);

  void add(Matrix left, Matrix right, Matrix result);

  /** {@code result = left · right}, element by element. */
  void multiply(Matrix left, Matrix right, Matrix result);

  /** {@code result += factor · matrix}. */
  void addScaled(double factor, Matrix matrix, Matrix result);

  /** The sum of all products of elements. */
  double dot(Matrix left, Matrix right);

  /**
   * Moves values and their velocities.
   *
   * @param gradients their sum is the gradient, added up in this order; zeros afterwards
   */
  void descend(MomentumStep step, List<Matrix> gradients, Matrix velocities, Matrix values);
}
