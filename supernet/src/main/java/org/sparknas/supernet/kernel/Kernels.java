package org.sparknas.supernet.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Forward and backward of each operation on NHWC feature maps. Every method writes its last
 * argument, gradients of several arguments write each of these, and reads the others; arrays are
 * contiguous, may be views into a larger buffer, and share one floating data type. Only {@link
 * #addRow}, {@link #add} and {@link #multiply} may be given an input to write to. Matrices are
 * {@code [rows, channels]}, row vectors {@code [1, channels]}.
 *
 * <p>A kernel never looks across images except where its name says so (moments, sums, gradients of
 * weights), so all others may be called on a few images at a time.
 */
public interface Kernels {

  /** The fastest kernels that ND4J's backend can run. */
  static Kernels ofBackend() {
    return Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu")
        ? new CpuKernels()
        : new Nd4jKernels();
  }

  /** {@code result = left · right}, each transposed first if so asked. */
  void product(
      INDArray left,
      boolean transposeLeft,
      INDArray right,
      boolean transposeRight,
      INDArray result);

  /** Full convolution. Weight {@code [in·k·k, out]}, rows ordered (in, kernel row, column). */
  void convolution(FeatureMap input, INDArray weight, Window window, FeatureMap output);

  /** Both gradients of {@link #convolution}. */
  void convolutionGradients(
      FeatureMap input,
      INDArray weight,
      Window window,
      FeatureMap outputGradient,
      FeatureMap inputGradient,
      INDArray weightGradient);

  /** Depthwise convolution. Weight {@code [k·k, C]}, rows ordered (kernel row, column). */
  void depthwise(FeatureMap input, INDArray weight, Window window, FeatureMap output);

  void depthwiseInputGradient(
      FeatureMap outputGradient, INDArray weight, Window window, FeatureMap inputGradient);

  void depthwiseWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, INDArray weightGradient);

  /** Adds a row vector to each row. */
  void addRow(INDArray matrix, INDArray row, INDArray result);

  /** The sum of each column, {@code [1, C]}. */
  void columnSums(INDArray matrix, INDArray result);

  /** Mean and biased variance of each column; subtracts the mean before it squares. */
  ChannelMoments moments(INDArray matrix);

  /** {@code result = (matrix − mean) / √(variance + ε) · γ + β}, column by column. */
  void normalise(INDArray matrix, NormalisationRows rows, INDArray result);

  /**
   * Gradients of batch normalisation with the batch's own statistics.
   *
   * @param input the matrix that was normalised
   * @param outputGradient the gradient behind the scale and shift
   * @param gammaGradient written, {@code [1, C]}
   * @param betaGradient written, {@code [1, C]}
   */
  void normaliseGradient(
      INDArray input,
      INDArray outputGradient,
      NormalisationRows rows,
      INDArray gammaGradient,
      INDArray betaGradient,
      INDArray inputGradient);

  /** {@link #normalise}, then a function of each value. */
  default void normalise(
      INDArray matrix, NormalisationRows rows, ElementFunction function, INDArray result) {
    INDArray normal = Nd4j.createUninitialized(matrix.dataType(), matrix.shape());
    normalise(matrix, rows, normal);
    function.apply(this, normal, result);
  }

  /** {@link #normaliseGradient} behind the gradient of the function. */
  default void normaliseGradient(
      INDArray input,
      INDArray outputGradient,
      NormalisationRows rows,
      ElementFunction function,
      INDArray gammaGradient,
      INDArray betaGradient,
      INDArray inputGradient) {
    INDArray normal = Nd4j.createUninitialized(input.dataType(), input.shape());
    normalise(input, rows, normal);
    INDArray behind = Nd4j.createUninitialized(input.dataType(), input.shape());
    function.gradient(this, normal, outputGradient, behind);
    normaliseGradient(input, behind, rows, gammaGradient, betaGradient, inputGradient);
  }

  void relu(INDArray input, INDArray result);

  /** {@code result = outputGradient where input > 0, else 0}. */
  void reluGradient(INDArray input, INDArray outputGradient, INDArray result);

  /** {@code clip(x + 3, 0, 6) / 6}. */
  void hardSigmoid(INDArray input, INDArray result);

  void hardSigmoidGradient(INDArray input, INDArray outputGradient, INDArray result);

  /** {@code x · clip(x + 3, 0, 6) / 6}. */
  void hardSwish(INDArray input, INDArray result);

  void hardSwishGradient(INDArray input, INDArray outputGradient, INDArray result);

  /** The mean over each image's pixels, {@code [N, C]}. */
  void globalAverage(FeatureMap input, INDArray result);

  /** Spreads {@code [N, C]} evenly over the pixels. */
  void globalAverageGradient(INDArray outputGradient, FeatureMap inputGradient);

  /** The maximum of each window. */
  void maximumPool(FeatureMap input, Window window, FeatureMap output);

  void maximumPoolGradient(
      FeatureMap input, Window window, FeatureMap outputGradient, FeatureMap inputGradient);

  /** The mean of each window, padding not counted. */
  void averagePool(FeatureMap input, Window window, FeatureMap output);

  void averagePoolGradient(
      FeatureMap input, Window window, FeatureMap outputGradient, FeatureMap inputGradient);

  /** Multiplies each image's channels by its gates {@code [N, C]}. */
  void gate(FeatureMap input, INDArray gates, FeatureMap output);

  /** {@code gatesGradient[n, c] = Σ over pixels of outputGradient · input}. */
  void gateGradient(FeatureMap input, FeatureMap outputGradient, INDArray gatesGradient);

  /** Column j of the result is column {@code columns[j]} of the matrix. */
  void selectColumns(INDArray matrix, int[] columns, INDArray result);

  /** Puts column j of the matrix into column {@code columns[j]}; the other columns become zero. */
  void spreadColumns(INDArray matrix, int[] columns, INDArray result);

  /** Matrices side by side. */
  void concatenate(List<INDArray> matrices, INDArray result);

  void add(INDArray left, INDArray right, INDArray result);

  /** {@code result = left · right}, element by element. */
  void multiply(INDArray left, INDArray right, INDArray result);

  /** {@code result += factor · matrix}. */
  void addScaled(double factor, INDArray matrix, INDArray result);

  /** The sum of all products of elements. */
  double dot(INDArray left, INDArray right);
}
