package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The weight gradient of depthwise convolutions on Java's vectors: tap by tap the sum of products
 * of the pixels that meet there, some channels at a time, for one thread.
 */
final class VectorDepthwise {

  /** Neighbouring taps that share what they read of the gradient. */
  private static final int GROUP = 3;

  /** From 16×16 on oneDNN's convolutions with wide windows were measured to be faster. */
  private static final int PIXELS_OF_SMALL_IMAGE = 255;

  private final GrowingFloats sumMemory = new GrowingFloats();

  /** Whether it can be computed here, and faster than by a convolution for each image. */
  boolean isFast(FeatureMap input, Window window) {
    boolean isWorthwhile =
        window.stride() > 1 || window.kernel() <= GROUP || input.pixels() <= PIXELS_OF_SMALL_IMAGE;
    return input.channels() >= VectorPixelSums.LANES && isWorthwhile;
  }

  void addWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    int lanes = VectorPixelSums.LANES;
    int channels = input.channels();
    int length = window.kernel() * window.kernel() * lanes;
    float[] sums = sumMemory.atLeast(length);
    for (int done = 0; done < channels; done += lanes) {
      // The last channels are computed together with some that were done.
      int first = Math.min(done, channels - lanes);
      Arrays.fill(sums, 0, length, 0);
      Lines lines = new Lines(input, outputGradient, window, first, sums);
      lines.addAll();
      add(sums, done - first, weightGradient, done);
    }
  }

  private static void add(float[] sums, int firstLane, Matrix weightGradient, int channel) {
    FloatBuffer target = weightGradient.storage().floats();
    int lanes = VectorPixelSums.LANES;
    for (int tap = 0; tap < weightGradient.rows(); tap++) {
      int at = weightGradient.offset() + tap * weightGradient.columns() + channel;
      for (int lane = firstLane; lane < lanes; lane++) {
        int place = at + lane - firstLane;
        target.put(place, target.get(place) + sums[tap * lanes + lane]);
      }
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
            (firstTap + tap) * VectorPixelSums.LANES);
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
          (firstTap + tap) * VectorPixelSums.LANES);
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
