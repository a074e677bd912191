package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Depthwise convolutions on ND4J, whose own gradients of them are slow. */
final class Nd4jDepthwise {

  void forward(FeatureMap input, INDArray weight, Window window, FeatureMap output) {
    INDArray kernel = DenseKernel.of(kernelFirst(weight, window), window);
    convolve(input.tensor(), kernel, DenseKernel.arguments(window), output.tensor());
  }

  /** A depthwise convolution of the spread gradient with the kernel turned by half a turn. */
  void inputGradient(
      FeatureMap outputGradient, INDArray weight, Window window, FeatureMap inputGradient) {
    INDArray kernel = DenseKernel.of(kernelFirst(weight, window), window);
    INDArray turned = Nd4j.createUninitialized(kernel.dataType(), kernel.shape());
    Nd4jOperation.named("reverse").integers(0, 1).run(turned, kernel);
    FeatureMap spread = spread(outputGradient, window, inputGradient);
    int size = window.dense().kernel();
    convolve(
        spread.tensor(),
        turned,
        DenseKernel.arguments(size, size, 1, window),
        inputGradient.tensor());
  }

  /**
   * For each image a depthwise convolution of the input with the gradient as its kernel, which is
   * over ten times faster here than the operation made for it.
   */
  void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, INDArray weightGradient) {
    FeatureMap spread = spread(outputGradient, window, input);
    INDArray perImage =
        Nd4j.createUninitialized(
            weightGradient.dataType(), input.images(), weightGradient.length());
    int[] arguments =
        DenseKernel.arguments(input.height(), input.width(), window.dilation(), window);
    for (int n = 0; n < input.images(); n++) {
      INDArray image = image(input, n).reshape('c', 1, input.height(), input.width(), input.channels());
      INDArray gradient =
          image(spread, n).reshape('c', input.height(), input.width(), input.channels(), 1);
      INDArray result =
          perImage.slice(n).reshape('c', 1, window.kernel(), window.kernel(), input.channels());
      convolve(image, gradient, arguments, result);
    }
    INDArray ones = Nd4j.createUninitialized(perImage.dataType(), 1, input.images()).assign(1);
    Nd4jOperation.named("matmul")
        .integers(0, 0, 0)
        .run(weightGradient.reshape('c', 1, weightGradient.length()), ones, perImage);
  }

  private static INDArray image(FeatureMap map, int index) {
    return map.tensor().slice(index);
  }

  /** At stride s, the gradient with s − 1 zeros between its pixels, as large as the input. */
  private static FeatureMap spread(FeatureMap gradient, Window window, FeatureMap size) {
    if (window.stride() == 1) {
      return gradient;
    }
    FeatureMap spread = gradient.allocate(size.height(), size.width(), gradient.channels());
    spread.matrix().assign(0);
    spread
        .tensor()
        .get(
            NDArrayIndex.all(),
            DenseKernel.every(window.stride(), size.height()),
            DenseKernel.every(window.stride(), size.width()),
            NDArrayIndex.all())
        .assign(gradient.tensor());
    return spread;
  }

  private static void convolve(INDArray input, INDArray kernel, int[] arguments, INDArray output) {
    if (output.length() == 1) {
      convolveToOneNumber(input, kernel, arguments, output);
    } else {
      Nd4jOperation.named("depthwise_conv2d").integers(arguments).run(output, input, kernel);
    }
  }

  /** ND4J's own depthwise convolution, without oneDNN, fails to make a single number: make two. */
  private static void convolveToOneNumber(
      INDArray input, INDArray kernel, int[] arguments, INDArray output) {
    INDArray twice = Nd4j.concat(0, input, input);
    INDArray two = Nd4j.createUninitialized(output.dataType(), 2, 1, 1, 1);
    Nd4jOperation.named("depthwise_conv2d").integers(arguments).run(two, twice, kernel);
    output.assign(two.slice(0));
  }

  /** {@code [k·k, C]} as ND4J's {@code [k, k, C, 1]}. */
  private static INDArray kernelFirst(INDArray weight, Window window) {
    return weight.reshape('c', window.kernel(), window.kernel(), weight.columns(), 1);
  }
}
