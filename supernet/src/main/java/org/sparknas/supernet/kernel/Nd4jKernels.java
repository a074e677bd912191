package org.sparknas.supernet.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The kernels as ND4J operations alone: they run on any backend and in any floating data type, and
 * are the reference for faster ones. Of the several operations that ND4J has for most needs, these
 * are the ones that were measured to be fast.
 */
public class Nd4jKernels implements Kernels {

  private final Nd4jConvolutions convolutions = new Nd4jConvolutions();
  private final Nd4jDepthwise depthwise = new Nd4jDepthwise();
  private final Nd4jActivations activations = new Nd4jActivations();
  private final Nd4jColumns columns = new Nd4jColumns();
  private final Nd4jPooling pooling = new Nd4jPooling();

  @Override
  public void product(
      INDArray left,
      boolean transposeLeft,
      INDArray right,
      boolean transposeRight,
      INDArray result) {
    Nd4jOperation.named("matmul")
        .integers(transposeLeft ? 1 : 0, transposeRight ? 1 : 0, 0)
        .run(result, left, right);
  }

  @Override
  public void convolution(FeatureMap input, INDArray weight, Window window, FeatureMap output) {
    convolutions.convolution(input, weight, window, output);
  }

  @Override
  public void convolutionGradients(
      FeatureMap input,
      INDArray weight,
      Window window,
      FeatureMap outputGradient,
      FeatureMap inputGradient,
      INDArray weightGradient) {
    convolutions.gradients(input, weight, window, outputGradient, inputGradient, weightGradient);
  }

  @Override
  public void depthwise(FeatureMap input, INDArray weight, Window window, FeatureMap output) {
    depthwise.forward(input, weight, window, output);
  }

  @Override
  public void depthwiseInputGradient(
      FeatureMap outputGradient, INDArray weight, Window window, FeatureMap inputGradient) {
    depthwise.inputGradient(outputGradient, weight, window, inputGradient);
  }

  @Override
  public void depthwiseWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, INDArray weightGradient) {
    depthwise.weightGradient(input, outputGradient, window, weightGradient);
  }

  @Override
  public void addRow(INDArray matrix, INDArray row, INDArray result) {
    if (result == matrix) {
      result.addiRowVector(row);
    } else {
      Nd4jOperation.named("biasadd").run(result, matrix, vector(row));
    }
  }

  @Override
  public void columnSums(INDArray matrix, INDArray result) {
    INDArray ones = Nd4j.createUninitialized(matrix.dataType(), 1, matrix.rows()).assign(1);
    product(ones, false, matrix, false, result);
  }

  @Override
  public ChannelMoments moments(INDArray matrix) {
    long count = matrix.rows();
    INDArray mean = Nd4j.createUninitialized(matrix.dataType(), 1, matrix.columns());
    columnSums(matrix, mean);
    mean.divi(count);
    INDArray centred = Nd4j.createUninitialized(matrix.dataType(), matrix.shape());
    Nd4j.getExecutioner().exec(new BroadcastSubOp(matrix, mean, centred, 1));
    centred.muli(centred);
    INDArray variance = Nd4j.createUninitialized(matrix.dataType(), 1, matrix.columns());
    columnSums(centred, variance);
    variance.divi(count);
    return new ChannelMoments(count, mean.toDoubleVector(), variance.toDoubleVector());
  }

  @Override
  public void normalise(INDArray matrix, NormalisationRows rows, INDArray result) {
    Nd4jOperation.named("batchnorm")
        .integers(1, 1, 3)
        .numbers(NormalisationRows.EPSILON)
        .run(
            asImage(result),
            asImage(matrix),
            rowLike(rows.gamma(), rows.mean()),
            rowLike(rows.gamma(), rows.variance()),
            vector(rows.gamma()),
            vector(rows.beta()));
  }

  @Override
  public void normaliseGradient(
      INDArray input,
      INDArray outputGradient,
      NormalisationRows rows,
      INDArray gammaGradient,
      INDArray betaGradient,
      INDArray inputGradient) {
    int count = input.rows();
    INDArray normal = Nd4j.createUninitialized(input.dataType(), input.shape());
    INDArray one = Nd4j.createUninitialized(input.dataType(), rows.gamma().shape()).assign(1);
    INDArray zero = Nd4j.createUninitialized(input.dataType(), rows.gamma().shape()).assign(0);
    normalise(input, new NormalisationRows(rows.mean(), rows.variance(), one, zero), normal);

    multiply(normal, outputGradient, inputGradient);
    columnSums(inputGradient, gammaGradient);
    columnSums(outputGradient, betaGradient);

    // dx = γ/σ · (dy − Σdy/n − x̂ · Σ(dy·x̂)/n)
    INDArray deviation =
        Transforms.sqrt(
            rowLike(rows.gamma(), rows.variance())
                .add(NormalisationRows.EPSILON)
                .reshape(rows.gamma().shape()),
            false);
    INDArray scale = rows.gamma().div(deviation);
    broadcastMultiply(outputGradient, scale, inputGradient);
    normal.muliRowVector(scale.mul(gammaGradient).divi(-count));
    inputGradient.addi(normal);
    inputGradient.addiRowVector(scale.mul(betaGradient).divi(-count));
  }

  @Override
  public void relu(INDArray input, INDArray result) {
    activations.relu(input, result);
  }

  @Override
  public void reluGradient(INDArray input, INDArray outputGradient, INDArray result) {
    activations.reluGradient(input, outputGradient, result);
  }

  @Override
  public void hardSigmoid(INDArray input, INDArray result) {
    activations.hardSigmoid(input, result);
  }

  @Override
  public void hardSigmoidGradient(INDArray input, INDArray outputGradient, INDArray result) {
    activations.hardSigmoidGradient(input, outputGradient, result);
  }

  @Override
  public void hardSwish(INDArray input, INDArray result) {
    activations.hardSwish(input, result);
  }

  @Override
  public void hardSwishGradient(INDArray input, INDArray outputGradient, INDArray result) {
    activations.hardSwishGradient(input, outputGradient, result);
  }

  @Override
  public void globalAverage(FeatureMap input, INDArray result) {
    pooling.globalAverage(input, result);
  }

  @Override
  public void globalAverageGradient(INDArray outputGradient, FeatureMap inputGradient) {
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
      FeatureMap input, Window window, FeatureMap outputGradient, FeatureMap inputGradient) {
    pooling.averageGradient(input, window, outputGradient, inputGradient);
  }

  @Override
  public void gate(FeatureMap input, INDArray gates, FeatureMap output) {
    INDArray perImage = gates.reshape('c', input.images(), 1, input.channels());
    Nd4jOperation.named("multiply").run(output.perImage(), input.perImage(), perImage);
  }

  @Override
  public void gateGradient(FeatureMap input, FeatureMap outputGradient, INDArray gatesGradient) {
    FeatureMap products = input.allocate(input.channels());
    multiply(input.matrix(), outputGradient.matrix(), products.matrix());
    globalAverage(products, gatesGradient);
    gatesGradient.muli(input.pixels());
  }

  @Override
  public void selectColumns(INDArray matrix, int[] columns, INDArray result) {
    this.columns.select(matrix, columns, result);
  }

  @Override
  public void spreadColumns(INDArray matrix, int[] columns, INDArray result) {
    this.columns.spread(matrix, columns, result);
  }

  @Override
  public void concatenate(List<INDArray> matrices, INDArray result) {
    Nd4jOperation.named("concat").integers(1).run(result, matrices.toArray(INDArray[]::new));
  }

  @Override
  public void add(INDArray left, INDArray right, INDArray result) {
    left.addi(right, result);
  }

  @Override
  public void multiply(INDArray left, INDArray right, INDArray result) {
    left.muli(right, result);
  }

  @Override
  public void addScaled(double factor, INDArray matrix, INDArray result) {
    Nd4jActivations.addScaled(factor, matrix, result);
  }

  @Override
  public double dot(INDArray left, INDArray right) {
    return Nd4j.getBlasWrapper().level1().dot(left.length(), 1.0, left, right);
  }

  private static void broadcastMultiply(INDArray matrix, INDArray row, INDArray result) {
    Nd4j.getExecutioner().exec(new BroadcastMulOp(matrix, row, result, 1));
  }

  /** ND4J's batch norm is fast on four dimensions and slow on two. */
  private static INDArray asImage(INDArray matrix) {
    return matrix.reshape('c', 1, matrix.rows(), 1, matrix.columns());
  }

  private static INDArray rowLike(INDArray model, double[] values) {
    return Nd4j.createFromArray(values).castTo(model.dataType());
  }

  private static INDArray vector(INDArray row) {
    return row.reshape(row.length());
  }
}
