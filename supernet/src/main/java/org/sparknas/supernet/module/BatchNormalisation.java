package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.NormalisationRows;
import org.sparknas.supernet.kernel.NormalisationSums;

/**
 * Batch norm and the activation behind it, in one module: faster kernels do both in one pass over
 * memory. Its forward needs the statistics of the whole batch, and the gradient of its input needs
 * sums over the whole batch, so a run stops between {@link #sums} and {@link #inputGradient}.
 */
public final class BatchNormalisation implements Module {

  private final String name;
  private final Parameter gamma;
  private final Parameter beta;
  private final ElementFunction activation;

  /**
   * @param name full name, under which the statistics of a run are found
   */
  public BatchNormalisation(
      String name, Parameter gamma, Parameter beta, ElementFunction activation) {
    this.name = name;
    this.gamma = gamma;
    this.beta = beta;
    this.activation = activation;
  }

  /** Its full name. */
  public String name() {
    return name;
  }

  /** What it does to a batch of these moments. */
  public NormalisationRows rows(ChannelMoments moments) {
    return new NormalisationRows(
        moments.mean(), moments.variance(), gamma.value().values(), beta.value().values());
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    pass.kernels().normalise(inputs.get(0).matrix(), pass.rows(this), activation, output.matrix());
  }

  /** Not used: a run calls {@link #sums} and {@link #inputGradient}. */
  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    throw new UnsupportedOperationException("the gradient of batch norm has two halves");
  }

  /** The first half of backward; the result is the gradient before the activation. */
  public NormalisationSums sums(
      Pass pass, FeatureMap input, FeatureMap outputGradient, FeatureMap result) {
    return pass.kernels()
        .normalisationSums(
            input.matrix(), outputGradient.matrix(), pass.rows(this), activation, result.matrix());
  }

  /** Adds the sums over the whole batch to the gradients of γ and β. */
  public void addSums(Pass pass, NormalisationSums sums) {
    add(pass, gamma, sums.product());
    add(pass, beta, sums.gradient());
  }

  private static void add(Pass pass, Parameter parameter, double[] more) {
    Matrix gradient = pass.gradient(parameter);
    if (gradient == null) {
      return;
    }
    double[] sum = gradient.values();
    for (int c = 0; c < sum.length; c++) {
      sum[c] += more[c];
    }
    gradient.assign(sum);
  }

  /**
   * The second half of backward.
   *
   * @param gradient what {@link #sums} left
   * @param sums over the whole batch
   * @param count pixels of the whole batch
   */
  public void inputGradient(
      Pass pass,
      FeatureMap input,
      FeatureMap gradient,
      NormalisationSums sums,
      long count,
      FeatureMap inputGradient) {
    pass.kernels()
        .normaliseGradient(
            input.matrix(),
            gradient.matrix(),
            pass.rows(this),
            sums,
            count,
            inputGradient.matrix());
  }

  @Override
  public boolean mayOverwrite() {
    return true;
  }
}
