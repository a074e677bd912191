package org.sparknas.supernet.kernel;

import java.util.Arrays;

/**
 * The weight gradient of depthwise convolutions with any window on Java's vectors: tap by tap the
 * sum of products of the pixels that meet there, some channels at a time, for one thread.
 */
final class VectorSingleTaps {

  /** Neighbouring taps that share what they read of the gradient. */
  private static final int GROUP = 3;

  private final GrowingFloats sumMemory = new GrowingFloats();

  void addWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    int length = weightGradient.rows() * VectorLines.LANES;
    float[] sums = sumMemory.atLeast(length);
    for (int part = 0; part < VectorLines.parts(input.channels()); part++) {
      Arrays.fill(sums, 0, length, 0);
      int channel = VectorLines.firstChannel(part, input.channels());
      new Lines(input, outputGradient, window, channel, sums).addAll();
      VectorLines.add(sums, 0, part, weightGradient);
    }
  }

  /**
   * The lines of all images.
   *
   * @param channel the first of those that are computed
   */
  private record Lines(
      FeatureMap input, FeatureMap gradient, Window window, int channel, float[] sums) {

    void addAll() {
      for (int image = 0; image < input.images(); image++) {
        for (int line = 0; line < gradient.height(); line++) {
          for (int tapLine = 0; tapLine < window.kernel(); tapLine++) {
            int met = line * window.stride() + tapLine - window.padding();
            if (met >= 0 && met < input.height()) {
              add(
                  place(input, image * input.height() + met),
                  place(gradient, image * gradient.height() + line),
                  tapLine * window.kernel());
            }
          }
        }
      }
    }

    /** The first byte of a line. */
    private int place(FeatureMap map, int line) {
      return (map.matrix().offset() + line * map.width() * map.channels() + channel) * Float.BYTES;
    }

    private void add(int inputLine, int gradientLine, int firstTap) {
      int tap = 0;
      for (; tap + GROUP <= window.kernel(); tap += GROUP) {
        addGroup(inputLine, gradientLine, firstTap, tap);
      }
      for (; tap < window.kernel(); tap++) {
        add(inputLine, gradientLine, firstTap, tap, first(tap), end(tap));
      }
    }

    /** Where all taps of a group meet the image together; before and behind each by itself. */
    private void addGroup(int inputLine, int gradientLine, int firstTap, int tap) {
      int from = first(tap);
      int to = Math.max(from, end(tap + GROUP - 1));
      int pixel = input.channels() * Float.BYTES;
      if (to > from) {
        VectorPixelSums.addThree(
            input.matrix().storage().bytes(),
            inputLine + met(from, tap) * pixel,
            window.stride() * pixel,
            pixel,
            gradient.matrix().storage().bytes(),
            gradientLine + from * pixel,
            pixel,
            to - from,
            sums,
            (firstTap + tap) * VectorLines.LANES);
      }
      for (int each = tap; each < tap + GROUP; each++) {
        add(inputLine, gradientLine, firstTap, each, first(each), Math.min(from, end(each)));
        add(inputLine, gradientLine, firstTap, each, Math.max(to, first(each)), end(each));
      }
    }

    private void add(int inputLine, int gradientLine, int firstTap, int tap, int from, int to) {
      if (to <= from) {
        return;
      }
      int pixel = input.channels() * Float.BYTES;
      VectorPixelSums.add(
          input.matrix().storage().bytes(),
          inputLine + met(from, tap) * pixel,
          window.stride() * pixel,
          gradient.matrix().storage().bytes(),
          gradientLine + from * pixel,
          pixel,
          to - from,
          sums,
          (firstTap + tap) * VectorLines.LANES);
    }

    /** The pixel of the input that a tap meets at a pixel of the gradient. */
    private int met(int pixel, int tap) {
      return pixel * window.stride() + tap - window.padding();
    }

    /** The first pixel of the gradient at which a tap meets the image. */
    private int first(int tap) {
      return Math.max(0, -Math.floorDiv(tap - window.padding(), window.stride()));
    }

    /** The pixel behind the last. */
    private int end(int tap) {
      int last = Math.floorDiv(input.width() - 1 + window.padding() - tap, window.stride());
      return Math.min(gradient.width(), last + 1);
    }
  }
}
