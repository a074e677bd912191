package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;

/**
 * Depthwise convolutions of float images for one thread, all as forward convolutions of ND4J's,
 * which run on oneDNN ten to sixty times faster than its gradients of them.
 */
final class CpuDepthwise {

  /** What ND4J wants to know of a convolution: the size of its kernel, its stride, its padding. */
  private record Arguments(int height, int width, int stride, int paddingHeight, int paddingWidth) {

    static Arguments of(Window window, int stride) {
      return new Arguments(
          window.kernel(), window.kernel(), stride, window.padding(), window.padding());
    }
  }

  /** Images beyond so many numbers, 2 MB, leave the cache while their weight gradient is found. */
  private static final int LARGE_IMAGE = 1 << 19;

  /** Of them some lines at a time are in the cache. */
  private static final int BAND_LENGTH = 1 << 18;

  private final Map<Arguments, NativeOperation> operations = new HashMap<>();
  private final GrowingStorage spreadMemory = new GrowingStorage();
  private final GrowingStorage kernelMemory = new GrowingStorage();
  private final GrowingStorage gradientMemory = new GrowingStorage();
  private final GrowingFloats rowTile = new GrowingFloats();
  private final GrowingFloats spreadTile = new GrowingFloats();
  private final GrowingFloats kernelTile = new GrowingFloats();
  private final GrowingFloats turnedTile = new GrowingFloats();
  private final ElementPasses elements = new ElementPasses();

  /** Whether windows like this one are possible here. */
  static boolean isPossible(Window window) {
    // ND4J's convolutions on oneDNN refuse dilation, and may fail to make a single pixel.
    return window.dilation() == 1 && window.kernel() > 1;
  }

  void forward(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    convolve(
        input.matrix(),
        shape(input),
        weight,
        shape(window, weight),
        Arguments.of(window, window.stride()),
        output.matrix(),
        shape(output));
  }

  /** A convolution of the spread gradient with the kernel turned by half a turn. */
  void inputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    Matrix turned = turn(weight);
    convolve(
        spread(outputGradient, window, inputGradient),
        shape(inputGradient),
        turned,
        shape(window, turned),
        Arguments.of(window, 1),
        inputGradient.matrix(),
        shape(inputGradient));
  }

  /** For each image a convolution with the (spread) gradient as its kernel. */
  void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    int lines = linesAtATime(input, window.stride());
    for (int image = 0; image < input.images(); image++) {
      FeatureMap inputs = input.images(image, 1);
      FeatureMap gradients = outputGradient.images(image, 1);
      for (int line = 0; line < input.height(); line += lines) {
        Band band = new Band(line, Math.min(line + lines, input.height()), input.height(), window);
        addWeightGradient(inputs, gradients, window, band, weightGradient);
      }
    }
  }

  private static int linesAtATime(FeatureMap input, int stride) {
    int lineLength = input.width() * input.channels();
    if (input.height() * lineLength <= LARGE_IMAGE) {
      return input.height();
    }
    return Math.max(1, BAND_LENGTH / lineLength / stride) * stride;
  }

  /**
   * Some lines of a gradient and the lines of the input that they meet. Padding stands above and
   * below, or nowhere; where it stands beside lines of the input it gives lines of taps too many.
   */
  private record Band(int from, int to, int height, Window window) {

    int inputFrom() {
      return Math.max(0, from - window.padding());
    }

    int inputCount() {
      return Math.min(height, to + window.padding()) - inputFrom();
    }

    int padding() {
      boolean meetsPadding = from < window.padding() || to + window.padding() > height;
      return meetsPadding ? window.padding() : 0;
    }

    /** Lines of taps that come out. */
    int tapLines() {
      return inputCount() + 2 * padding() - (to - from) + 1;
    }

    /** The first of them that is one of the window's. */
    int firstTapLine() {
      return from - inputFrom() - window.padding() + padding();
    }
  }

  private void addWeightGradient(
      FeatureMap input, FeatureMap gradient, Window window, Band band, Matrix weightGradient) {
    int width = input.width();
    int channels = input.channels();
    int kernel = window.kernel();
    int count = band.to() - band.from();
    Matrix share = gradientMemory.matrix(band.tapLines() * kernel, channels);
    convolve(
        input.matrix().rows(band.inputFrom() * width, band.inputCount() * width),
        NativeOperation.shape(1, band.inputCount(), width, channels),
        spread(gradient, window.stride(), band.from(), count, width),
        NativeOperation.shape(count, width, channels, 1),
        new Arguments(count, width, 1, band.padding(), window.padding()),
        share,
        NativeOperation.shape(1, band.tapLines(), kernel, channels));
    Matrix taps = share.rows(band.firstTapLine() * kernel, kernel * kernel);
    elements.add(weightGradient, taps, weightGradient);
  }

  private void convolve(
      Matrix input,
      Pointer inputShape,
      Matrix kernel,
      Pointer kernelShape,
      Arguments arguments,
      Matrix output,
      Pointer outputShape) {
    operations
        .computeIfAbsent(arguments, CpuDepthwise::operation)
        .begin()
        .input(0, input, inputShape)
        .input(1, kernel, kernelShape)
        .output(output, outputShape)
        .run();
  }

  private static NativeOperation operation(Arguments arguments) {
    int[] integers =
        DenseKernel.arguments(
            arguments.height(),
            arguments.width(),
            arguments.stride(),
            arguments.paddingHeight(),
            arguments.paddingWidth());
    return new NativeOperation("depthwise_conv2d", integers);
  }

  private static Pointer shape(FeatureMap map) {
    return NativeOperation.shape(map.images(), map.height(), map.width(), map.channels());
  }

  private static Pointer shape(Window window, Matrix weight) {
    return NativeOperation.shape(window.kernel(), window.kernel(), weight.columns(), 1);
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
  private Matrix spread(FeatureMap gradient, Window window, FeatureMap size) {
    if (window.stride() == 1) {
      return gradient.matrix();
    }
    Matrix result = spreadMemory.matrix(size.matrix().rows(), gradient.channels());
    int pixels = size.pixels();
    for (int image = 0; image < size.images(); image++) {
      spread(
          gradient.images(image, 1),
          window.stride(),
          0,
          result.rows(image * pixels, pixels),
          size.width());
    }
    return result;
  }

  /** Some lines of one image's gradient, so spread. */
  private Matrix spread(FeatureMap gradient, int stride, int from, int count, int width) {
    if (stride == 1) {
      return gradient.matrix().rows(from * width, count * width);
    }
    Matrix result = spreadMemory.matrix(count * width, gradient.channels());
    spread(gradient, stride, from, result, width);
    return result;
  }

  private void spread(FeatureMap gradient, int stride, int from, Matrix result, int width) {
    int channels = gradient.channels();
    int rowLength = gradient.width() * channels;
    int spreadLength = width * channels;
    float[] row = rowTile.atLeast(rowLength);
    float[] wide = spreadTile.atLeast(2 * spreadLength);
    Arrays.fill(wide, 0, 2 * spreadLength, 0);
    FloatBuffer source = gradient.matrix().storage().floats();
    FloatBuffer target = result.storage().floats();
    for (int line = 0; line < result.rows() / width; line++) {
      int at = result.offset() + line * spreadLength;
      int sourceLine = (from + line) / stride;
      if ((from + line) % stride == 0) {
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
