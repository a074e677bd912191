package org.sparknas.supernet.kernel;

import java.io.Serializable;
import java.util.List;

/**
 * Mean and biased variance of each channel over all pixels of a batch.
 *
 * @param count pixels of the batch, N·H·W
 */
public record ChannelMoments(long count, double[] mean, double[] variance) implements Serializable {

  /**
   * The moments of several stretches of a batch together, added in their order (Chan, Golub and
   * LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979).
   */
  public static ChannelMoments together(List<ChannelMoments> stretches) {
    long count = 0;
    int channels = stretches.get(0).mean.length;
    double[] mean = new double[channels];
    double[] squares = new double[channels];
    for (ChannelMoments more : stretches) {
      long sum = count + more.count;
      for (int c = 0; c < channels; c++) {
        double distance = more.mean[c] - mean[c];
        mean[c] += distance * more.count / sum;
        squares[c] +=
            more.variance[c] * more.count + distance * distance * count * more.count / sum;
      }
      count = sum;
    }
    for (int c = 0; c < channels; c++) {
      squares[c] /= count;
    }
    return new ChannelMoments(count, mean, squares);
  }
}
