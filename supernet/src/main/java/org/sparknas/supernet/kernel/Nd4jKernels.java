package org.sparknas.supernet.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernels as ND4J operations alone: they run on any backend and in any floating data type, and
 * are the reference for faster ones. Of the several operations that ND4J has for most needs, these
 * are the ones that were measured to be fast.
 */
public class Nd4jKernels implements Kernels {

  private final Nd4jConvolutions convolutions = new Nd4jConvolutions();
  private final Nd4jDepthwise depthwise = new Nd4jDepthwise();
  private final Nd4jNormalisation normalisation = new Nd4jNormalisation();
  private final Nd4jActivations activations = new Nd4jActivations();
  private final Nd4jColumns columns = new Nd4jColumns();
  private final Nd4jPooling pooling = new Nd4jPooling();

  @Override
  public long preferredBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public void product(
      Matrix left, boolean transposeLeft, Matrix right, boolean transposeRight, Matrix result) {
    Nd4jOperation.named("matmul")
        .integers(transposeLeft ? 1 : 0, transposeRight ? 1 : 0, 0)
        .run(result.array(), left.array(), right.array());
  }

  @Override
  public void addTransposedProduct(Matrix left, Matrix right, Matrix result) {
    INDArray product = Nd4j.createUninitialized(result.type(), result.rows(), result.columns());
    Nd4jOperation.named("matmul").integers(1, 0, 0).run(product, left.array(), right.array());
    result.array().addi(product);
  }

  @Override
  public void convolution(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    convolutions.convolution(input, weight, window, output);
  }

  @Override
  public void convolutionInputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    convolutions.inputGradient(outputGradient, weight, window, inputGradient);
  }

  @Override
  public void convolutionWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    convolutions.weightGradient(input, outputGradient, window, weightGradient);
  }

  @Override
  public void depthwise(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    depthwise.forward(input, weight, window, output);
  }

  @Override
  public void depthwiseInputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    depthwise.inputGradient(outputGradient, weight, window, inputGradient);
  }

  @Override
  public void depthwiseWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    depthwise.weightGradient(input, outputGradient, window, weightGradient);
  }

  @Override
  public void addRow(Matrix matrix, Matrix row, Matrix result) {
    if (result.isSameAs(matrix)) {
      result.array().addiRowVector(row.array());
    } else {
      Nd4jOperation.named("biasadd").run(result.array(), matrix.array(), row.view(row.columns()));
    }
  }

  @Override
  public void addColumnSums(Matrix matrix, Matrix result) {
    result.array().addi(Nd4jNormalisation.columnSums(matrix.array()));
  }

  @Override
  public ChannelMoments moments(Matrix matrix) {
    return normalisation.moments(matrix.array());
  }

  @Override
  public void normalise(
      Matrix matrix, NormalisationRows rows, ElementFunction function, Matrix result) {
    normalisation.forward(matrix.array(), rows, function, result.array());
  }

  @Override
  public NormalisationSums normalisationSums(
      Matrix input,
      Matrix outputGradient,
      NormalisationRows rows,
      ElementFunction function,
      Matrix result) {
    return normalisation.sums(
        input.array(), outputGradient.array(), rows, function, result.array());
  }

  @Override
  public void normaliseGradient(
      Matrix input,
      Matrix gradient,
      NormalisationRows rows,
      NormalisationSums sums,
      long count,
      Matrix inputGradient) {
    normalisation.inputGradient(
        input.array(), gradient.array(), rows, sums, count, inputGradient.array());
  }

  @Override
  public void apply(ElementFunction function, Matrix input, Matrix result) {
    activations.apply(function, input.array(), result.array());
  }

  @Override
  public void applyGradient(
      ElementFunction function, Matrix input, Matrix outputGradient, Matrix result) {
    activations.gradient(function, input.array(), outputGradient.array(), result.array());
  }

  @Override
  public void globalAverage(FeatureMap input, Matrix result) {
    pooling.globalAverage(input, result);
  }

  @Override
  public void globalAverageGradient(Matrix outputGradient, FeatureMap inputGradient) {
    pooling.globalAverageGradient(outputGradient, inputGradient);
  }

  @Override
  public void maximumPool(FeatureMap input, Window window, FeatureMap output) {
    pooling.maximum(input, window, output);
  }

  @Override
  public void maximumPoolGradient(
      FeatureMap input, Window window, FeatureMap outputGradient, FeatureMap inputGradient) {
    pooling.maximumGradient(input, window, outputGradient, inputGradient);
  }

  @Override
  public void averagePool(FeatureMap input, Window window, FeatureMap output) {
    pooling.average(input, window, output);
  }

  @Override
  public void averagePoolGradient(
      FeatureMap outputGradient, Window window, FeatureMap inputGradient) {
    pooling.averageGradient(outputGradient, window, inputGradient);
  }

  @Override
  public void gate(FeatureMap input, Matrix gates, FeatureMap output) {
    INDArray perImage = gates.view(input.images(), 1, input.channels());
    Nd4jOperation.named("multiply").run(output.perImage(), input.perImage(), perImage);
  }

  /** The sum of each image's products: their average, by the fast operation, times their number. */
  @Override
  public void gateGradient(FeatureMap input, FeatureMap outputGradient, Matrix gatesGradient) {
    INDArray products =
        Nd4j.createUninitialized(
            input.matrix().type(), input.images(), input.height(), input.width(), input.channels());
    input.tensor().muli(outputGradient.tensor(), products);
    pooling.globalAverage(products, gatesGradient);
    gatesGradient.array().muli(input.pixels());
  }

  @Override
  public void selectColumns(Matrix matrix, int[] columns, ColumnRange result) {
    this.columns.select(matrix.array(), columns, result);
  }

  @Override
  public void spreadColumns(Matrix matrix, int[] columns, Matrix result) {
    this.columns.spread(matrix.array(), columns, result.array());
  }

  @Override
  public void copy(Matrix matrix, Matrix result) {
    result.array().assign(matrix.array());
  }

  @Override
  public void fill(double value, Matrix result) {
    result.array().assign(value);
  }

  @Override
  public void add(Matrix left, Matrix right, Matrix result) {
    left.array().addi(right.array(), result.array());
  }

  @Override
  public void multiply(Matrix left, Matrix right, Matrix result) {
    left.array().muli(right.array(), result.array());
  }

  @Override
  public void addScaled(double factor, Matrix matrix, Matrix result) {
    Nd4jActivations.addScaled(factor, matrix.array(), result.array());
  }

  @Override
  public double dot(Matrix left, Matrix right) {
    return Nd4j.getBlasWrapper().level1().dot(left.length(), 1.0, left.array(), right.array());
  }

  @Override
  public void descend(MomentumStep step, List<Matrix> gradients, Matrix velocities, Matrix values) {
    INDArray gradient = gradients.get(0).array();
    gradients.stream().skip(1).forEach(other -> gradient.addi(other.array()));
    gradient.muli(step.scale());
    addScaled(step.decay(), values, gradients.get(0));
    addScaled(step.ofOldVelocity(), velocities, values);
    velocities.array().muli(step.momentum());
    addScaled(step.ofGradient(), gradients.get(0), velocities);
    addScaled(step.ofVelocity(), velocities, values);
    gradients.forEach(each -> fill(0, each));
  }
}
