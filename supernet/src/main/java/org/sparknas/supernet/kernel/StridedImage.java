package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every s-th pixel of an image in both directions: what taps that lie s apart meet of it when a
 * window moves by s. For one thread.
 */
final class StridedImage {

  /**
   * The taps of a window along one axis that meet the same pixels.
   *
   * @param first where the first of them stands from the centre; the others s, 2s, … behind it
   */
  record Taps(int first, int count) {

    /** All taps of a window, in as many groups as its stride. */
    static List<Taps> of(Window window) {
      return IntStream.range(0, Math.min(window.stride(), window.kernel()))
          .mapToObj(
              tap ->
                  new Taps(
                      tap - window.padding(), (window.kernel() - 1 - tap) / window.stride() + 1))
          .toList();
    }
  }

  private final GrowingStorage memory = new GrowingStorage();
  private final GrowingFloats lineTile = new GrowingFloats();
  private final GrowingFloats pixelTile = new GrowingFloats();

  /**
   * The pixels (y + stride · i, x + stride · j) for i below the height and j below the width, zero
   * where the image has none.
   */
  FeatureMap of(FeatureMap image, int stride, int y, int x, int height, int width) {
    int channels = image.channels();
    Matrix result = memory.matrix(height * width, channels);
    int lineLength = image.width() * channels;
    float[] line = lineTile.atLeast(lineLength);
    float[] pixels = pixelTile.atLeast(width * channels);
    FloatBuffer source = image.matrix().storage().floats();
    FloatBuffer target = result.storage().floats();
    for (int i = 0; i < height; i++) {
      int from = y + stride * i;
      Arrays.fill(pixels, 0, width * channels, 0);
      if (from >= 0 && from < image.height()) {
        source.get(image.matrix().offset() + from * lineLength, line, 0, lineLength);
        for (int j = 0; j < width; j++) {
          int at = x + stride * j;
          if (at >= 0 && at < image.width()) {
            System.arraycopy(line, at * channels, pixels, j * channels, channels);
          }
        }
      }
      target.put(result.offset() + i * width * channels, pixels, 0, width * channels);
    }
    return new FeatureMap(result, 1, height, width);
  }
}
