package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Full convolutions on ND4J. */
final class Nd4jConvolutions {

  /** Images, as opposed to feature maps, have at most so many channels. */
  private static final int FEW_CHANNELS = 4;

  void convolution(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    convolve(
        input.tensor(),
        denseKernel(weight, window),
        DenseKernel.arguments(window),
        output.tensor());
  }

  void inputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    INDArray kernel = denseKernel(weight, window);
    if (isFastByConvolution(inputGradient, window)) {
      turnedConvolution(outputGradient, kernel, window, inputGradient);
    } else {
      // The input matters for the gradient of the weight only, which nobody reads here.
      INDArray standIn = inputGradient.tensor();
      INDArray unread = Nd4j.createUninitialized(kernel.dataType(), kernel.shape());
      bothGradients(standIn, kernel, window, outputGradient, inputGradient.tensor(), unread);
    }
  }

  /** Adds to the gradient of the weight. */
  void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    INDArray kernelGradient = kernelFirst(weightGradient, window);
    if (isFastByConvolution(input, window)) {
      kernelGradient.addi(gradientAsKernel(input, outputGradient, window));
    } else {
      INDArray dense =
          Nd4j.createUninitialized(input.matrix().type(), denseShape(kernelGradient, window));
      // The weight matters for the gradient of the input only, which nobody reads here.
      INDArray standIn = Nd4j.createUninitialized(dense.dataType(), dense.shape()).assign(0);
      INDArray unread = Nd4j.createUninitialized(dense.dataType(), input.tensor().shape());
      bothGradients(input.tensor(), standIn, window, outputGradient, unread, dense);
      kernelGradient.addi(DenseKernel.taps(dense, window));
    }
  }

  private static long[] denseShape(INDArray kernel, Window window) {
    int size = window.dense().kernel();
    return new long[] {size, size, kernel.size(2), kernel.size(3)};
  }

  /** Where convolutions were measured two to four times faster than {@code conv2d_bp}. */
  private static boolean isFastByConvolution(FeatureMap input, Window window) {
    return window.stride() == 1 && input.channels() <= FEW_CHANNELS;
  }

  private static void bothGradients(
      INDArray input,
      INDArray kernel,
      Window window,
      FeatureMap outputGradient,
      INDArray inputGradient,
      INDArray kernelGradient) {
    Nd4jOperation.named("conv2d_bp")
        .integers(DenseKernel.arguments(window))
        .run(
            new INDArray[] {inputGradient, kernelGradient},
            new INDArray[] {input, kernel, outputGradient.tensor()});
  }

  /** A convolution of the gradient with the kernel turned by half a turn, from out to in. */
  private static void turnedConvolution(
      FeatureMap outputGradient, INDArray kernel, Window window, FeatureMap inputGradient) {
    INDArray transposed = kernel.permute(0, 1, 3, 2).dup('c');
    INDArray turned = Nd4j.createUninitialized(kernel.dataType(), transposed.shape());
    Nd4jOperation.named("reverse").integers(0, 1).run(turned, transposed);
    convolve(
        outputGradient.tensor(), turned, DenseKernel.arguments(window), inputGradient.tensor());
  }

  /**
   * A convolution with the gradient as its kernel, where input channels and images change places;
   * {@code [k, k, in, out]}.
   */
  private static INDArray gradientAsKernel(
      FeatureMap input, FeatureMap outputGradient, Window window) {
    INDArray channelsAsImages = input.tensor().permute(3, 1, 2, 0).dup('c');
    INDArray gradientAsKernel = outputGradient.tensor().permute(1, 2, 0, 3).dup('c');
    INDArray result =
        Nd4j.createUninitialized(
            input.matrix().type(),
            input.channels(),
            window.kernel(),
            window.kernel(),
            outputGradient.channels());
    convolve(
        channelsAsImages,
        gradientAsKernel,
        DenseKernel.arguments(input.height(), input.width(), window.dilation(), window),
        result);
    return result.permute(1, 2, 0, 3);
  }

  private static void convolve(INDArray input, INDArray kernel, int[] arguments, INDArray output) {
    Nd4jOperation.named("conv2d").integers(arguments).run(output, input, kernel);
  }

  private static INDArray denseKernel(Matrix weight, Window window) {
    return DenseKernel.of(kernelFirst(weight, window).dup('c'), window);
  }

  /** {@code [in·k·k, out]} as a view {@code [k, k, in, out]}. */
  private static INDArray kernelFirst(Matrix weight, Window window) {
    int kernel = window.kernel();
    int inputs = weight.rows() / (kernel * kernel);
    return weight.view(inputs, kernel, kernel, weight.columns()).permute(1, 2, 0, 3);
  }
}
