package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Full convolutions on ND4J. */
final class Nd4jConvolutions {

  void convolution(FeatureMap input, INDArray weight, Window window, FeatureMap output) {
    INDArray kernel = DenseKernel.of(kernelFirst(weight, window), window);
    Nd4jOperation.named("conv2d")
        .integers(DenseKernel.arguments(window))
        .run(output.tensor(), input.tensor(), kernel);
  }

  void gradients(
      FeatureMap input,
      INDArray weight,
      Window window,
      FeatureMap outputGradient,
      FeatureMap inputGradient,
      INDArray weightGradient) {
    INDArray kernel = DenseKernel.of(kernelFirst(weight, window), window);
    INDArray kernelGradient = Nd4j.createUninitialized(kernel.dataType(), kernel.shape());
    Nd4jOperation.named("conv2d_bp")
        .integers(DenseKernel.arguments(window))
        .run(
            new INDArray[] {inputGradient.tensor(), kernelGradient},
            new INDArray[] {input.tensor(), kernel, outputGradient.tensor()});
    kernelFirst(weightGradient, window).assign(DenseKernel.taps(kernelGradient, window));
  }

  /** {@code [in·k·k, out]} as a view {@code [k, k, in, out]}. */
  private static INDArray kernelFirst(INDArray weight, Window window) {
    int kernel = window.kernel();
    int inputs = weight.rows() / (kernel * kernel);
    return weight.reshape('c', inputs, kernel, kernel, weight.columns()).permute(1, 2, 0, 3);
  }
}
