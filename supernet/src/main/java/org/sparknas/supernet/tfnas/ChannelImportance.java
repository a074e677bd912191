package org.sparknas.supernet.tfnas;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Which channels of a block stay when it becomes narrower. */
public final class ChannelImportance {
  private ChannelImportance() {}

  /**
   * The channels from the most important to the least: by the sum of the absolute weights of their
   * depthwise filters, the first of equals first.
   *
   * @param weights of the depthwise convolution at full width, [taps, channels]
   */
  public static int[] order(float[] weights, int taps, int channels) {
    if (weights.length != taps * channels) {
      throw new IllegalArgumentException(
          weights.length + " weights: " + taps + " taps of " + channels + " channels");
    }
    double[] sums = new double[channels];
    for (int i = 0; i < weights.length; i++) {
      sums[i % channels] += Math.abs(weights[i]);
    }
    return IntStream.range(0, channels)
        .boxed()
        .sorted(Comparator.comparingDouble(channel -> -sums[channel]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
