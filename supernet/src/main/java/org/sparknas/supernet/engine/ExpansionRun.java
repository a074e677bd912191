package org.sparknas.supernet.engine;

import org.sparknas.supernet.kernel.ChannelCovariance;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.NormalisationRows;
import org.sparknas.supernet.kernel.NormalisationSums;
import org.sparknas.supernet.module.ExpansionLayer;
import org.sparknas.supernet.module.Pass;

/** An expansion layer in a batch: what it knows of all images, and its small matrices. */
final class ExpansionRun {

  private final ExpansionLayer layer;
  private final ChannelCovariance input;
  private final double[] variation;

  private Matrix scaledWeights;
  private Matrix transposedProducts;
  private Matrix slopes;
  private Matrix row;

  private ExpansionRun(ExpansionLayer layer, ChannelCovariance input, double[] variation) {
    this.layer = layer;
    this.input = input;
    this.variation = variation;
  }

  /**
   * @param input of the whole batch
   */
  static ExpansionRun of(ExpansionLayer layer, ChannelCovariance input) {
    return new ExpansionRun(layer, input, layer.variationWithOutputs(input));
  }

  /** What the batch norm normalises with. */
  ChannelMoments outputMoments() {
    return layer.outputMoments(input, variation);
  }

  void prepareBackward(NormalisationRows rows, Kernels kernels, Arena arena, int threads) {
    int inputs = layer.inputs();
    scaledWeights = arena.matrix(inputs, layer.outputs());
    layer.scaledWeights(rows, scaledWeights);
    transposedProducts = arena.matrix(threads * inputs, layer.outputs());
    kernels.fill(0, transposedProducts);
    slopes = arena.matrix(inputs, inputs);
    row = arena.matrix(1, inputs);
  }

  /** As {@link ExpansionLayer#firstHalf}. */
  NormalisationSums firstHalf(
      Pass pass,
      int thread,
      FeatureMap input,
      FeatureMap output,
      FeatureMap gradient,
      FeatureMap inputPart) {
    Matrix product = transposedProducts.rows(thread * layer.inputs(), layer.inputs());
    return layer.firstHalf(pass, input, output, gradient, scaledWeights, product, inputPart);
  }

  /** Takes the sums over the whole batch. */
  void finish(Pass pass, NormalisationRows rows, NormalisationSums sums) {
    if (layer.isTrained(pass)) {
      layer.addWeightGradient(pass, rows, sums, input, sumOfThreads(), variation);
    }
    layer.wholeBatchPart(pass, rows, sums, input, scaledWeights, slopes, row);
  }

  private double[] sumOfThreads() {
    double[] all = transposedProducts.values();
    double[] sum = new double[layer.inputs() * layer.outputs()];
    for (int i = 0; i < all.length; i++) {
      sum[i % sum.length] += all[i];
    }
    return sum;
  }

  /**
   * The second half of backward.
   *
   * @param inputPart what the first half left
   */
  void inputGradient(Pass pass, FeatureMap input, FeatureMap inputPart, FeatureMap result) {
    Kernels kernels = pass.kernels();
    kernels.product(input.matrix(), false, slopes, false, result.matrix());
    kernels.addRow(result.matrix(), row, result.matrix());
    kernels.add(result.matrix(), inputPart.matrix(), result.matrix());
  }

  void release(Arena arena) {
    arena.release(scaledWeights);
    arena.release(transposedProducts);
    arena.release(slopes);
    arena.release(row);
  }
}
