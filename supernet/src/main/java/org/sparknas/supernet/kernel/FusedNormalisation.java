package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batch norm and the activation behind it over tiles of a float matrix. */
final class FusedNormalisation {
  private final ElementFunction function;

  // Each repeated over a tile.
  private final float[] mean;
  private final float[] inverse;
  private final float[] slope;
  private final float[] beta;

  FusedNormalisation(NormalisationRows rows, ElementFunction function) {
    this.function = function;
    double[] gammas = rows.gamma().toDoubleVector();
    double[] inverses = new double[gammas.length];
    double[] slopes = new double[gammas.length];
    for (int c = 0; c < gammas.length; c++) {
      inverses[c] = 1 / Math.sqrt(rows.variance()[c] + NormalisationRows.EPSILON);
      slopes[c] = gammas[c] * inverses[c];
    }
    mean = Tiles.repeat(rows.mean());
    inverse = Tiles.repeat(inverses);
    slope = Tiles.repeat(slopes);
    beta = Tiles.repeat(rows.beta().toDoubleVector());
  }

  /** Sums of distances to the first row, so that a large mean costs no digits. */
  static ChannelMoments moments(INDArray matrix) {
    int columns = matrix.columns();
    Tiles tiles = new Tiles(matrix);
    float[] values = new float[Tiles.tileLength(columns)];
    tiles.read(0, values);
    double[] first = new double[columns];
    for (int c = 0; c < columns; c++) {
      first[c] = values[c];
    }
    float[] shift = Tiles.repeat(first);
    LaneSums sums = new LaneSums(columns);
    LaneSums squares = new LaneSums(columns);
    for (int tile = 0; tile < tiles.count(); tile++) {
      tiles.read(tile, values);
      addDistances(values, shift, sums.lanes(), squares.lanes(), tiles.length(tile));
      sums.tileAdded();
      squares.tileAdded();
    }
    return moments(matrix.rows(), first, sums.sums(), squares.sums());
  }

  private static ChannelMoments moments(
      long count, double[] first, double[] sums, double[] squares) {
    double[] mean = new double[first.length];
    double[] variance = new double[first.length];
    for (int c = 0; c < mean.length; c++) {
      double distance = sums[c] / count;
      mean[c] = first[c] + distance;
      variance[c] = Math.max(0, squares[c] / count - distance * distance);
    }
    return new ChannelMoments(count, mean, variance);
  }

  private static void addDistances(
      float[] values, float[] shift, float[] sums, float[] squares, int length) {
    for (int i = 0; i < length; i++) {
      float distance = values[i] - shift[i];
      sums[i] += distance;
      squares[i] += distance * distance;
    }
  }

  void forward(INDArray input, INDArray output) {
    Tiles inputs = new Tiles(input);
    Tiles outputs = new Tiles(output);
    float[] values = new float[mean.length];
    for (int tile = 0; tile < inputs.count(); tile++) {
      inputs.read(tile, values);
      normalise(values, values, inputs.length(tile));
      ElementLoops.apply(function, values, inputs.length(tile));
      outputs.write(tile, values);
    }
  }

  /** Writes Σ dz·x̂ and Σ dz, where dz is the gradient before the activation. */
  void sums(
      INDArray input, INDArray outputGradient, INDArray gammaGradient, INDArray betaGradient) {
    Tiles inputs = new Tiles(input);
    Tiles gradients = new Tiles(outputGradient);
    int columns = input.columns();
    LaneSums products = new LaneSums(columns);
    LaneSums plain = new LaneSums(columns);
    float[] normal = new float[mean.length];
    float[] gradient = new float[mean.length];
    float[] scratch = new float[mean.length];
    for (int tile = 0; tile < inputs.count(); tile++) {
      load(inputs, gradients, tile, normal, gradient, scratch);
      addProducts(normal, gradient, products.lanes(), plain.lanes(), inputs.length(tile));
      products.tileAdded();
      plain.tileAdded();
    }
    assign(products.sums(), gammaGradient);
    assign(plain.sums(), betaGradient);
  }

  private static void assign(double[] values, INDArray row) {
    row.assign(Nd4j.createFromArray(new double[][] {values}));
  }

  /** γ/σ · (dz − Σdz/n − x̂ · Σ(dz·x̂)/n). */
  void backward(
      INDArray input,
      INDArray outputGradient,
      INDArray gammaGradient,
      INDArray betaGradient,
      INDArray inputGradient) {
    float[] productMean = Tiles.repeat(gammaGradient.div(input.rows()).toDoubleVector());
    float[] plainMean = Tiles.repeat(betaGradient.div(input.rows()).toDoubleVector());
    Tiles inputs = new Tiles(input);
    Tiles gradients = new Tiles(outputGradient);
    Tiles results = new Tiles(inputGradient);
    float[] normal = new float[mean.length];
    float[] gradient = new float[mean.length];
    float[] scratch = new float[mean.length];
    for (int tile = 0; tile < inputs.count(); tile++) {
      load(inputs, gradients, tile, normal, gradient, scratch);
      centre(normal, gradient, productMean, plainMean, inputs.length(tile));
      results.write(tile, gradient);
    }
  }

  /** Reads a tile as x̂ and as the gradient before the activation. */
  private void load(
      Tiles inputs, Tiles gradients, int tile, float[] normal, float[] gradient, float[] scratch) {
    int length = inputs.length(tile);
    inputs.read(tile, normal);
    gradients.read(tile, gradient);
    if (function != ElementFunction.IDENTITY) {
      normalise(normal, scratch, length);
      ElementLoops.multiplyBySlope(function, scratch, gradient, length);
    }
    standardise(normal, length);
  }

  private void standardise(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = (values[i] - mean[i]) * inverse[i];
    }
  }

  private void normalise(float[] values, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      result[i] = (values[i] - mean[i]) * slope[i] + beta[i];
    }
  }

  private static void addProducts(
      float[] normal, float[] gradient, float[] products, float[] plain, int length) {
    for (int i = 0; i < length; i++) {
      products[i] += normal[i] * gradient[i];
      plain[i] += gradient[i];
    }
  }

  private void centre(
      float[] normal, float[] gradient, float[] productMean, float[] plainMean, int length) {
    for (int i = 0; i < length; i++) {
      gradient[i] = slope[i] * (gradient[i] - plainMean[i] - normal[i] * productMean[i]);
    }
  }
}
