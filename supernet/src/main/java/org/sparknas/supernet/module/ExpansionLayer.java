package org.sparknas.supernet.module;

import java.util.Optional;
import org.sparknas.supernet.kernel.ChannelCovariance;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.NormalisationRows;
import org.sparknas.supernet.kernel.NormalisationSums;

/**
 * A pointwise convolution that widens, x·W, and the batch norm behind it. What the batch norm must
 * know of the whole batch follows from the narrow x: with C the covariance of x, the variance of
 * column w of x·W is wᵀ·C·w, and the second half of the norm's gradient, which is linear in x·W,
 * goes through W as a product of x with a small matrix. So the wide values are never read or
 * written for the whole batch only to be summed up or centred.
 *
 * <p>In float a variance is then exact to some 1e-7 of what the weights make of the input's largest
 * variance, where a pass over the products is exact to 1e-7 of the variance itself: less where
 * channels of x are nearly the same and w takes their difference.
 */
public final class ExpansionLayer {

  /** Below this the covariance costs what it saves. */
  private static final int LEAST_EXPANSION = 2;

  /** Beyond this as well: its cost grows with the square. */
  private static final int MOST_INPUTS = 64;

  /** Up to here the product is made again in less time than its values are written and read. */
  private static final int CHEAP_INPUTS = 40;

  private final Parameter weight;
  private final BatchNormalisation norm;

  private ExpansionLayer(Parameter weight, BatchNormalisation norm) {
    this.weight = weight;
    this.norm = norm;
  }

  /** The layer that ends with a value, if that is a batch norm behind a widening convolution. */
  public static Optional<ExpansionLayer> endingWith(ModuleGraph graph, int value) {
    if (graph.isInput(value)
        || !(graph.producer(value).module() instanceof BatchNormalisation norm)) {
      return Optional.empty();
    }
    int product = graph.producer(value).inputs().get(0);
    if (graph.isInput(product)
        || !(graph.producer(product).module() instanceof PointwiseConvolution convolution)) {
      return Optional.empty();
    }
    Parameter weight = convolution.weight();
    int inputs = weight.value().rows();
    boolean isWorthwhile =
        inputs <= MOST_INPUTS && weight.value().columns() >= LEAST_EXPANSION * inputs;
    return isWorthwhile ? Optional.of(new ExpansionLayer(weight, norm)) : Optional.empty();
  }

  public int inputs() {
    return weight.value().rows();
  }

  public int outputs() {
    return weight.value().columns();
  }

  /** Whether the convolution's output is cheaper to compute again for backward than to keep. */
  public boolean isProductCheap() {
    return inputs() <= CHEAP_INPUTS;
  }

  /** Whether a pass wants the gradient of the weight. */
  public boolean isTrained(Pass pass) {
    return pass.gradient(weight) != null;
  }

  /** Mean and covariance of some images' input. */
  public static ChannelCovariance covariance(Pass pass, FeatureMap input) {
    Kernels kernels = pass.kernels();
    Matrix values = input.matrix();
    int channels = input.channels();
    double[] mean = kernels.moments(values).mean();
    Matrix shift = pass.scratch(1, channels);
    shift.assign(negative(mean));
    Matrix centred = pass.scratch(values.rows(), channels);
    kernels.addRow(values, shift, centred);
    Matrix products = pass.scratch(channels, channels);
    kernels.fill(0, products);
    kernels.addTransposedProduct(centred, centred, products);
    double[] covariance = products.values();
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] /= values.rows();
    }
    return new ChannelCovariance(values.rows(), mean, covariance);
  }

  private static double[] negative(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = -values[i];
    }
    return result;
  }

  /**
   * C·W, row by row: how each input varies with each output. In double, as its sums may cancel.
   *
   * @param covariance C, of the whole batch
   */
  public double[] variationWithOutputs(ChannelCovariance covariance) {
    double[] weights = weight.value().values();
    double[] variation = new double[weights.length];
    for (int row = 0; row < inputs(); row++) {
      for (int input = 0; input < inputs(); input++) {
        double factor = covariance.covariance()[row * inputs() + input];
        addRow(factor, weights, input, variation, row);
      }
    }
    return variation;
  }

  private void addRow(double factor, double[] from, int fromRow, double[] to, int toRow) {
    int outputs = outputs();
    for (int output = 0; output < outputs; output++) {
      to[toRow * outputs + output] += factor * from[fromRow * outputs + output];
    }
  }

  /**
   * The moments of the convolution's output.
   *
   * @param input of the whole batch
   * @param variation as {@link #variationWithOutputs} gives it
   */
  public ChannelMoments outputMoments(ChannelCovariance input, double[] variation) {
    double[] weights = weight.value().values();
    int outputs = outputs();
    double[] mean = new double[outputs];
    double[] variance = new double[outputs];
    for (int i = 0; i < weights.length; i++) {
      mean[i % outputs] += input.mean()[i / outputs] * weights[i];
      variance[i % outputs] += weights[i] * variation[i];
    }
    for (int output = 0; output < outputs; output++) {
      variance[output] = Math.max(0, variance[output]);
    }
    return new ChannelMoments(input.count(), mean, variance);
  }

  /** W with each column times the norm's γ/σ. */
  public void scaledWeights(NormalisationRows rows, Matrix result) {
    result.assign(columnsTimes(rows.scale()));
  }

  private double[] columnsTimes(double[] factors) {
    double[] values = weight.value().values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i % factors.length];
    }
    return values;
  }

  /**
   * The first half of backward for some images.
   *
   * @param output of the convolution
   * @param gradient behind the norm; is overwritten with that before scale and shift, dz
   * @param scaledWeights as {@link #scaledWeights} gives them
   * @param transposedProduct xᵀ·dz is added to it, where anybody wants the weight's gradient
   * @param inputPart gets the input's gradient as if batch norm did not depend on the batch
   */
  public NormalisationSums firstHalf(
      Pass pass,
      FeatureMap input,
      FeatureMap output,
      FeatureMap gradient,
      Matrix scaledWeights,
      Matrix transposedProduct,
      FeatureMap inputPart) {
    NormalisationSums sums = norm.sums(pass, output, gradient, gradient);
    Kernels kernels = pass.kernels();
    if (isTrained(pass)) {
      kernels.addTransposedProduct(input.matrix(), gradient.matrix(), transposedProduct);
    }
    kernels.product(gradient.matrix(), false, scaledWeights, true, inputPart.matrix());
    return sums;
  }

  /**
   * What the whole batch takes from the input's gradient: x·slopes + row is to be added to what
   * {@link #firstHalf} left.
   */
  public void wholeBatchPart(
      Pass pass,
      NormalisationRows rows,
      NormalisationSums sums,
      ChannelCovariance input,
      Matrix scaledWeights,
      Matrix slopes,
      Matrix row) {
    Matrix sloped = pass.scratch(inputs(), outputs());
    sloped.assign(columnsTimes(negative(slopesOfOutputs(rows, sums, input.count()))));
    pass.kernels().product(scaledWeights, false, sloped, true, slopes);
    double[] constant = slopesTimesMean(slopes.values(), input.mean());
    double[] scaled = scaledWeights.values();
    int outputs = outputs();
    for (int i = 0; i < scaled.length; i++) {
      constant[i / outputs] += scaled[i] * sums.gradient()[i % outputs] / input.count();
    }
    row.assign(negative(constant));
  }

  /** How much of each output's distance from its mean is taken from its gradient dz. */
  private static double[] slopesOfOutputs(
      NormalisationRows rows, NormalisationSums sums, long count) {
    double[] slopes = rows.inverses();
    for (int c = 0; c < slopes.length; c++) {
      slopes[c] *= sums.product()[c] / count;
    }
    return slopes;
  }

  private static double[] slopesTimesMean(double[] slopes, double[] mean) {
    double[] result = new double[mean.length];
    for (int i = 0; i < slopes.length; i++) {
      result[i % mean.length] += mean[i / mean.length] * slopes[i];
    }
    return result;
  }

  /**
   * Adds to the gradient of the weight, which is trained.
   *
   * @param transposedProduct xᵀ·dz of the whole batch, row by row
   * @param variation as {@link #variationWithOutputs} gives it
   */
  public void addWeightGradient(
      Pass pass,
      NormalisationRows rows,
      NormalisationSums sums,
      ChannelCovariance input,
      double[] transposedProduct,
      double[] variation) {
    double[] scale = rows.scale();
    double[] slopes = slopesOfOutputs(rows, sums, input.count());
    Matrix gradient = pass.gradient(weight);
    double[] sum = gradient.values();
    int outputs = scale.length;
    for (int i = 0; i < sum.length; i++) {
      int output = i % outputs;
      double ofBatch =
          input.mean()[i / outputs] * sums.gradient()[output]
              + variation[i] * input.count() * slopes[output];
      sum[i] += scale[output] * (transposedProduct[i] - ofBatch);
    }
    gradient.assign(sum);
  }
}
