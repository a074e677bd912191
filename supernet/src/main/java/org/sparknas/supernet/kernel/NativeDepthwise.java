package org.sparknas.supernet.kernel;

import java.util.HashMap;
import java.util.Map;

/**
 * ND4J's depthwise convolution of float images, for one thread. It runs on oneDNN, which refuses
 * dilation.
 */
final class NativeDepthwise {

  /** What ND4J wants to know of a convolution. */
  private record Arguments(
      int height, int width, int stride, int paddingHeight, int paddingWidth) {}

  private final Map<Arguments, NativeOperation> operations = new HashMap<>();

  /**
   * Makes the output.
   *
   * @param kernel its taps, as one image's pixels
   */
  void convolve(
      FeatureMap input,
      FeatureMap kernel,
      int stride,
      int paddingHeight,
      int paddingWidth,
      FeatureMap output) {
    Arguments arguments =
        new Arguments(kernel.height(), kernel.width(), stride, paddingHeight, paddingWidth);
    operations
        .computeIfAbsent(arguments, NativeDepthwise::operation)
        .begin()
        .input(0, input)
        .input(
            1,
            kernel.matrix(),
            NativeOperation.shape(kernel.height(), kernel.width(), kernel.channels(), 1))
        .output(output)
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
}
