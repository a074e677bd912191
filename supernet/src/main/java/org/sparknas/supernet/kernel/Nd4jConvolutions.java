package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Full convolutions on ND4J. */
final class Nd4jConvolutions {

  /** Images, as opposed to feature maps, have at most so many channels. */
  private static final int FEW_CHANNELS = 4;

  void convolution(FeatureMap input, INDArray weight, Window window, FeatureMap output) {
    convolve(
        input.tensor(),
        denseKernel(weight, window),
        DenseKernel.arguments(window),
        output.tensor());
  }

  void gradients(
      FeatureMap input,
      INDArray weight,
      Window window,
      FeatureMap outputGradient,
      FeatureMap inputGradient,
      INDArray weightGradient) {
    INDArray kernel = denseKernel(weight, window);
    INDArray kernelGradient = kernelFirst(weightGradient, window);
    if (window.stride() == 1 && input.channels() <= FEW_CHANNELS) {
      inputGradient(outputGradient, kernel, window, inputGradient);
      weightGradient(input, outputGradient, window, kernelGradient);
    } else {
      INDArray dense = Nd4j.createUninitialized(kernel.dataType(), kernel.shape());
      Nd4jOperation.named("conv2d_bp")
          .integers(DenseKernel.arguments(window))
          .run(
              new INDArray[] {inputGradient.tensor(), dense},
              new INDArray[] {input.tensor(), kernel, outputGradient.tensor()});
      kernelGradient.assign(DenseKernel.taps(dense, window));
    }
  }

  /** A convolution of the gradient with the kernel turned by half a turn, from out to in. */
  private static void inputGradient(
      FeatureMap outputGradient, INDArray kernel, Window window, FeatureMap inputGradient) {
    INDArray transposed = kernel.permute(0, 1, 3, 2).dup('c');
    INDArray turned = Nd4j.createUninitialized(kernel.dataType(), transposed.shape());
    Nd4jOperation.named("reverse").integers(0, 1).run(turned, transposed);
    convolve(
        outputGradient.tensor(), turned, DenseKernel.arguments(window), inputGradient.tensor());
  }

  /**
   * A convolution with the gradient as its kernel, where input channels and images change places.
   * For few channels and stride 1 two to four times faster than {@code conv2d_bp}, else slower.
   */
  private static void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, INDArray kernelGradient) {
    INDArray channelsAsImages = input.tensor().permute(3, 1, 2, 0).dup('c');
    INDArray gradientAsKernel = outputGradient.tensor().permute(1, 2, 0, 3).dup('c');
    INDArray result =
        Nd4j.createUninitialized(
            kernelGradient.dataType(),
            input.channels(),
            window.kernel(),
            window.kernel(),
            outputGradient.channels());
    convolve(
        channelsAsImages,
        gradientAsKernel,
        DenseKernel.arguments(input.height(), input.width(), window.dilation(), window),
        result);
    kernelGradient.assign(result.permute(1, 2, 0, 3));
  }

  private static void convolve(INDArray input, INDArray kernel, int[] arguments, INDArray output) {
    Nd4jOperation.named("conv2d").integers(arguments).run(output, input, kernel);
  }

  private static INDArray denseKernel(INDArray weight, Window window) {
    return DenseKernel.of(kernelFirst(weight, window).dup('c'), window);
  }

  /** {@code [in·k·k, out]} as a view {@code [k, k, in, out]}. */
  private static INDArray kernelFirst(INDArray weight, Window window) {
    int kernel = window.kernel();
    int inputs = weight.rows() / (kernel * kernel);
    return weight.reshape('c', inputs, kernel, kernel, weight.columns()).permute(1, 2, 0, 3);
  }
}
