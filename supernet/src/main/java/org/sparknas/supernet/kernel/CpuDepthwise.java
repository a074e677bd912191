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
  private record Arguments(int height, int width, int stride, int padding) {}

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
        new Arguments(window.kernel(), window.kernel(), window.stride(), window.padding()),
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
        new Arguments(window.kernel(), window.kernel(), 1, window.padding()),
        inputGradient.matrix(),
        shape(inputGradient));
  }

  /** For each image a convolution with the (spread) gradient as its kernel. */
  void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    int height = input.height();
    int width = input.width();
    int channels = input.channels();
    Matrix share = gradientMemory.matrix(weightGradient.rows(), channels);
    Pointer imageShape = NativeOperation.shape(1, height, width, channels);
    Pointer kernelShape = NativeOperation.shape(height, width, channels, 1);
    Pointer shareShape =
        NativeOperation.shape(1, window.kernel(), window.kernel(), channels);
    for (int image = 0; image < input.images(); image++) {
      FeatureMap one = input.images(image, 1);
      convolve(
          one.matrix(),
          imageShape,
          spread(outputGradient.images(image, 1), window, one),
          kernelShape,
          new Arguments(height, width, 1, window.padding()),
          share,
          shareShape);
      elements.add(weightGradient, share, weightGradient);
    }
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
            arguments.height(), arguments.width(), arguments.stride(), arguments.padding());
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

  /** At stride s, the gradient with s − 1 zeros between its pixels, as large as the input. */
  private Matrix spread(FeatureMap gradient, Window window, FeatureMap size) {
    if (window.stride() == 1) {
      return gradient.matrix();
    }
    int stride = window.stride();
    int channels = gradient.channels();
    int rowLength = gradient.width() * channels;
    int spreadLength = size.width() * channels;
    float[] row = rowTile.atLeast(rowLength);
    float[] wide = spreadTile.atLeast(2 * spreadLength);
    Arrays.fill(wide, 0, 2 * spreadLength, 0);
    Matrix result = spreadMemory.matrix(size.matrix().rows(), channels);
    FloatBuffer source = gradient.matrix().storage().floats();
    FloatBuffer target = result.storage().floats();
    for (int y = 0; y < size.images() * size.height(); y++) {
      int image = y / size.height();
      int line = y % size.height();
      int from = spreadLength;
      if (line % stride == 0) {
        int sourceLine = image * gradient.height() + line / stride;
        source.get(gradient.matrix().offset() + sourceLine * rowLength, row, 0, rowLength);
        for (int x = 0; x < gradient.width(); x++) {
          System.arraycopy(row, x * channels, wide, x * stride * channels, channels);
        }
        from = 0;
      }
      target.put(y * spreadLength, wide, from, spreadLength);
    }
    return result;
  }
}
