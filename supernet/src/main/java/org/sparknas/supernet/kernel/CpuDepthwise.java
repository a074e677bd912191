package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;

/**
 * Depthwise convolutions of float images for one thread, as forward convolutions of ND4J's, which
 * run on oneDNN ten to sixty times faster than its gradients of them. A gradient of the weight is
 * one for each image, and one of the input at stride 2 meets zeros for the most part, so Java's own
 * vectors find many of them in a half to a tenth of the time.
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
  private final StridedImage strided = new StridedImage();
  private final ElementPasses elements = new ElementPasses();
  private final VectorDepthwise vectors;

  /**
   * @param vectors where the JVM has them; else null
   */
  CpuDepthwise(VectorDepthwise vectors) {
    this.vectors = vectors;
  }

  /** On Java's vectors where the JVM has them. */
  static CpuDepthwise fastest() {
    return new CpuDepthwise(JavaVectors.arePresent() ? new VectorDepthwise() : null);
  }

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

  void inputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    if (vectors != null && vectors.isFastForInput(inputGradient, window)) {
      vectors.inputGradient(outputGradient, weight, inputGradient);
    } else {
      convolveSpread(outputGradient, weight, window, inputGradient);
    }
  }

  /** A convolution of the spread gradient with the kernel turned by half a turn. */
  private void convolveSpread(
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

  void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    if (vectors != null && vectors.isFastForWeight(input, window)) {
      vectors.addWeightGradient(input, outputGradient, window, weightGradient);
    } else {
      addConvolutions(input, outputGradient, window, weightGradient);
    }
  }

  /** For each image a convolution with the gradient as its kernel. */
  private void addConvolutions(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    int lines = linesAtATime(input, outputGradient);
    for (int image = 0; image < input.images(); image++) {
      FeatureMap inputs = input.images(image, 1);
      FeatureMap gradients = outputGradient.images(image, 1);
      for (int line = 0; line < gradients.height(); line += lines) {
        int end = Math.min(line + lines, gradients.height());
        if (window.stride() == 1) {
          Band band = new Band(line, end, input.height(), window);
          addWeightGradient(inputs, gradients, window, band, weightGradient);
        } else {
          addStridedWeightGradient(inputs, gradients, window, line, end, weightGradient);
        }
      }
    }
  }

  private static int linesAtATime(FeatureMap input, FeatureMap outputGradient) {
    if (input.pixels() * input.channels() <= LARGE_IMAGE) {
      return outputGradient.height();
    }
    return Math.max(1, BAND_LENGTH / (outputGradient.width() * input.channels()));
  }

  /** For each group of taps with the pixels of the input that they meet. */
  private void addStridedWeightGradient(
      FeatureMap input,
      FeatureMap gradient,
      Window window,
      int from,
      int to,
      Matrix weightGradient) {
    int count = to - from;
    int channels = input.channels();
    int stride = window.stride();
    Matrix lines = gradient.matrix().rows(from * gradient.width(), count * gradient.width());
    for (StridedImage.Taps down : StridedImage.Taps.of(window)) {
      for (StridedImage.Taps across : StridedImage.Taps.of(window)) {
        // ND4J may fail to make a single pixel.
        int columns = Math.max(2, across.count());
        int height = count + down.count() - 1;
        int width = gradient.width() + columns - 1;
        Matrix share = gradientMemory.matrix(down.count() * columns, channels);
        convolve(
            strided.of(input, stride, from * stride + down.first(), across.first(), height, width),
            NativeOperation.shape(1, height, width, channels),
            lines,
            NativeOperation.shape(count, gradient.width(), channels, 1),
            new Arguments(count, gradient.width(), 1, 0, 0),
            share,
            NativeOperation.shape(1, down.count(), columns, channels));
        for (int i = 0; i < down.count(); i++) {
          int row = down.first() + window.padding() + i * stride;
          for (int j = 0; j < across.count(); j++) {
            int column = across.first() + window.padding() + j * stride;
            Matrix sum = weightGradient.rows(row * window.kernel() + column, 1);
            elements.add(sum, share.rows(i * columns + j, 1), sum);
          }
        }
      }
    }
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
        gradient.matrix().rows(band.from() * width, count * width),
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
          result.rows(image * pixels, pixels),
          size.width());
    }
    return result;
  }

  private void spread(FeatureMap gradient, int stride, Matrix result, int width) {
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
