package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** One image of floats with zeros around it, in an array, as a window slides over it. */
final class PaddedImage {
  private final GrowingFloats memory = new GrowingFloats();
  private float[] values = {};
  private int height;
  private int width;
  private int channels;
  private int padding;
  private Window window = new Window(1, 1, 1);

  /** Zeros of the size of a map's images. */
  void clear(FeatureMap map, Window slidingWindow) {
    window = slidingWindow;
    padding = window.padding();
    height = map.height();
    width = map.width();
    channels = map.channels();
    int length = (height + 2 * padding) * lineLength();
    values = memory.atLeast(length);
    Arrays.fill(values, 0, length, 0);
  }

  private int lineLength() {
    return (width + 2 * padding) * channels;
  }

  /** Where a line of the image without its padding begins. */
  private int inner(int line) {
    return (line + padding) * lineLength() + padding * channels;
  }

  void read(FeatureMap image) {
    FloatBuffer floats = image.matrix().storage().floats();
    int from = image.matrix().offset();
    for (int line = 0; line < height; line++) {
      floats.get(from + line * width * channels, values, inner(line), width * channels);
    }
  }

  void write(FeatureMap image) {
    FloatBuffer floats = image.matrix().storage().floats();
    int from = image.matrix().offset();
    for (int line = 0; line < height; line++) {
      floats.put(from + line * width * channels, values, inner(line), width * channels);
    }
  }

  /**
   * Copies what the window sees from one line of its positions: for each position its taps row by
   * row, for each tap the channels.
   */
  void gather(int outputLine, int positions, float[] columns) {
    int run = runLength();
    int to = 0;
    for (int x = 0; x < positions; x++) {
      for (int from = 0; from < runs(); from++) {
        int at = runStart(outputLine, x, from);
        for (int i = 0; i < run; i++) {
          columns[to + i] = values[at + i];
        }
        to += run;
      }
    }
  }

  /** Adds to what the window sees, the reverse of {@link #gather}. */
  void scatter(float[] columns, int outputLine, int positions) {
    int run = runLength();
    int from = 0;
    for (int x = 0; x < positions; x++) {
      for (int into = 0; into < runs(); into++) {
        int at = runStart(outputLine, x, into);
        for (int i = 0; i < run; i++) {
          values[at + i] += columns[from + i];
        }
        from += run;
      }
    }
  }

  /** Taps side by side lie side by side in memory, unless the window is dilated. */
  private int runLength() {
    return window.dilation() == 1 ? window.kernel() * channels : channels;
  }

  private int runs() {
    return window.dilation() == 1 ? window.kernel() : window.kernel() * window.kernel();
  }

  private int runStart(int outputLine, int position, int run) {
    int perLine = window.dilation() == 1 ? 1 : window.kernel();
    int line = outputLine * window.stride() + run / perLine * window.dilation();
    int column = position * window.stride() + run % perLine * window.dilation();
    return line * lineLength() + column * channels;
  }
}
