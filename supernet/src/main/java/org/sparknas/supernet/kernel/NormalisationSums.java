package org.sparknas.supernet.kernel;

/**
 * What the gradient of batch normalisation needs of a whole batch, for each channel.
 *
 * @param gradient Σ dz, dz being the gradient behind scale and shift; this is the gradient of β
 * @param product Σ dz · x̂, x̂ being the normalised input; this is the gradient of γ
 */
public record NormalisationSums(double[] gradient, double[] product) {

  public static NormalisationSums zeros(int channels) {
    return new NormalisationSums(new double[channels], new double[channels]);
  }

  /** Adds those of other images of the batch to these. */
  public void add(NormalisationSums others) {
    for (int c = 0; c < gradient.length; c++) {
      gradient[c] += others.gradient[c];
      product[c] += others.product[c];
    }
  }
}
