package org.sparknas.supernet.module;

import java.util.HashMap;
import java.util.Map;
import org.sparknas.supernet.kernel.ChannelMoments;

/**
 * Exact statistics of each batch norm over several batches, each of which was normalised with its
 * own: mean = Σx / n and variance = Σx² / n − mean², summed in double in the order in which batches
 * are added. The published searches keep an exponential average instead, in which the last batches
 * decide.
 */
public final class BatchNormRecalibration {

  private static final class Sums {
    private long count;
    private final double[] sum;
    private final double[] sumOfSquares;

    Sums(int channels) {
      sum = new double[channels];
      sumOfSquares = new double[channels];
    }

    void add(ChannelMoments moments) {
      count += moments.count();
      for (int c = 0; c < sum.length; c++) {
        double mean = moments.mean()[c];
        sum[c] += moments.count() * mean;
        sumOfSquares[c] += moments.count() * (moments.variance()[c] + mean * mean);
      }
    }

    ChannelMoments moments() {
      double[] mean = new double[sum.length];
      double[] variance = new double[sum.length];
      for (int c = 0; c < mean.length; c++) {
        mean[c] = sum[c] / count;
        variance[c] = Math.max(0, sumOfSquares[c] / count - mean[c] * mean[c]);
      }
      return new ChannelMoments(count, mean, variance);
    }
  }

  private final Map<String, Sums> sums = new HashMap<>();

  /** Adds the moments of one batch, by the full names of the batch norms. */
  public void add(Map<String, ChannelMoments> batch) {
    batch.forEach(
        (name, moments) ->
            sums.computeIfAbsent(name, n -> new Sums(moments.mean().length)).add(moments));
  }

  /** The statistics over all batches added. */
  public Map<String, ChannelMoments> statistics() {
    Map<String, ChannelMoments> statistics = new HashMap<>();
    sums.forEach((name, sum) -> statistics.put(name, sum.moments()));
    return statistics;
  }
}
