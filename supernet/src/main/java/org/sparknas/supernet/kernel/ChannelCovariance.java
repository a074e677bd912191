package org.sparknas.supernet.kernel;

import java.util.List;

/**
 * Means of channels over all pixels of a batch, and how the channels vary together.
 *
 * @param count pixels of the batch, N·H·W
 * @param covariance biased, {@code [C, C]} row by row
 */
public record ChannelCovariance(long count, double[] mean, double[] covariance) {

  /** Those of several stretches of a batch together, as {@link ChannelMoments#together}. */
  public static ChannelCovariance together(List<ChannelCovariance> stretches) {
    int channels = stretches.get(0).mean.length;
    double[] mean = new double[channels];
    double[] products = new double[channels * channels];
    long count = 0;
    for (ChannelCovariance more : stretches) {
      long sum = count + more.count;
      double[] distance = new double[channels];
      for (int c = 0; c < channels; c++) {
        distance[c] = more.mean[c] - mean[c];
      }
      more.addTo(products, distance, (double) count * more.count / sum);
      for (int c = 0; c < channels; c++) {
        mean[c] += distance[c] * more.count / sum;
      }
      count = sum;
    }
    for (int i = 0; i < products.length; i++) {
      products[i] /= count;
    }
    return new ChannelCovariance(count, mean, products);
  }

  private void addTo(double[] products, double[] distance, double weight) {
    int channels = distance.length;
    for (int row = 0; row < channels; row++) {
      double ofRow = weight * distance[row];
      for (int column = 0; column < channels; column++) {
        int place = row * channels + column;
        products[place] += covariance[place] * count + ofRow * distance[column];
      }
    }
  }
}
