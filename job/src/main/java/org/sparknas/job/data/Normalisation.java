package org.sparknas.job.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is subtracted from the pixels of a channel, and by what they are divided then; white is 1.
 */
public record Normalisation(List<Double> mean, List<Double> standardDeviation)
    implements Serializable {

  public Normalisation {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (mean.size() != standardDeviation.size()) {
      throw new IllegalArgumentException(
          "%d means and %d standard deviations: one of each for every channel"
              .formatted(mean.size(), standardDeviation.size()));
    }
    for (double deviation : standardDeviation) {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException(
            "standard deviation " + deviation + ": above 0 is allowed");
      }
    }
  }

  /** Mean and standard deviation of every channel over these images. */
  public static Normalisation measured(LabelledImages images) {
    int channels = images.channels();
    long[][] counts = new long[channels][256];
    byte[] pixels = images.pixels();
    for (int i = 0; i < pixels.length; i++) {
      counts[i % channels][pixels[i] & 0xFF]++;
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (long[] ofChannel : counts) {
      double count = (double) pixels.length / channels;
      double mean = 0;
      for (int value = 0; value < 256; value++) {
        mean += ofChannel[value] / count * value / 255;
      }
      double variance = 0;
      for (int value = 0; value < 256; value++) {
        double distance = value / 255.0 - mean;
        variance += ofChannel[value] / count * distance * distance;
      }
      means.add(mean);
      // Images of one colour have no deviation, and need no division.
      deviations.add(variance > 0 ? Math.sqrt(variance) : 1);
    }
    return new Normalisation(means, deviations);
  }

  /** For each channel the normalised value of each byte. */
  float[][] table() {
    float[][] table = new float[mean.size()][256];
    for (int channel = 0; channel < table.length; channel++) {
      for (int value = 0; value < 256; value++) {
        table[channel][value] =
            (float) ((value / 255.0 - mean.get(channel)) / standardDeviation.get(channel));
      }
    }
    return table;
  }
}
