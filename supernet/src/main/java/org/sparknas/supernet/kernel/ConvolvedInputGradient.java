package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The gradient of a depthwise convolution's input as a convolution too: of the output's gradient,
 * spread as far as the stride, with the kernel turned by half a turn. For one thread.
 */
final class ConvolvedInputGradient {

  private final NativeDepthwise convolutions;
  private final GrowingStorage spreadMemory = new GrowingStorage();
  private final GrowingStorage kernelMemory = new GrowingStorage();
  private final GrowingFloats rowTile = new GrowingFloats();
  private final GrowingFloats spreadTile = new GrowingFloats();
  private final GrowingFloats kernelTile = new GrowingFloats();
  private final GrowingFloats turnedTile = new GrowingFloats();

  ConvolvedInputGradient(NativeDepthwise convolutions) {
    this.convolutions = convolutions;
  }

  void compute(FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    convolutions.convolve(
        spread(outputGradient, window, inputGradient),
        new FeatureMap(turn(weight), 1, window.kernel(), window.kernel()),
        1,
        window.padding(),
        window.padding(),
        inputGradient);
  }

  /** The taps in reverse order. */
  private Matrix turn(Matrix weight) {
    int channels = weight.columns();
    float[] taps = kernelTile.atLeast(weight.length());
    float[] turned = turnedTile.atLeast(weight.length());
    weight.storage().floats().get(weight.offset(), taps, 0, weight.length());
    for (int tap = 0; tap < weight.rows(); tap++) {
      int opposite = weight.rows() - 1 - tap;
      System.arraycopy(taps, tap * channels, turned, opposite * channels, channels);
    }
    Matrix result = kernelMemory.matrix(weight.rows(), channels);
    result.storage().floats().put(0, turned, 0, weight.length());
    return result;
  }

  /** At stride s, a gradient with s − 1 zeros between its pixels, as large as the input. */
  private FeatureMap spread(FeatureMap gradient, Window window, FeatureMap size) {
    if (window.stride() == 1) {
      return gradient;
    }
    Matrix pixels = spreadMemory.matrix(size.matrix().rows(), gradient.channels());
    FeatureMap result = new FeatureMap(pixels, size.images(), size.height(), size.width());
    for (int image = 0; image < size.images(); image++) {
      spread(gradient.images(image, 1), window.stride(), result.images(image, 1));
    }
    return result;
  }

  private void spread(FeatureMap gradient, int stride, FeatureMap result) {
    int channels = gradient.channels();
    int rowLength = gradient.width() * channels;
    int spreadLength = result.width() * channels;
    float[] row = rowTile.atLeast(rowLength);
    float[] wide = spreadTile.atLeast(2 * spreadLength);
    Arrays.fill(wide, 0, 2 * spreadLength, 0);
    FloatBuffer source = gradient.matrix().storage().floats();
    FloatBuffer target = result.matrix().storage().floats();
    for (int line = 0; line < result.height(); line++) {
      int at = result.matrix().offset() + line * spreadLength;
      if (line % stride == 0) {
        int sourceLine = line / stride;
        source.get(gradient.matrix().offset() + sourceLine * rowLength, row, 0, rowLength);
        for (int x = 0; x < gradient.width(); x++) {
          System.arraycopy(row, x * channels, wide, x * stride * channels, channels);
        }
        target.put(at, wide, 0, spreadLength);
      } else {
        // The second half stays zero.
        target.put(at, wide, spreadLength, spreadLength);
      }
    }
  }
}
