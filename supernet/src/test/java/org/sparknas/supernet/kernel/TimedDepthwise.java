package org.sparknas.supernet.kernel;

/** A depthwise convolution and its gradients. */
final class TimedDepthwise {
  private final Kernels kernels;
  private final Window window;
  private final FeatureMap input;
  private final FeatureMap output;
  private final Matrix weight;

  TimedDepthwise(KernelMaps maps, int kernel, int stride) {
    kernels = maps.kernels();
    window = new Window(kernel, stride, 1);
    input = maps.map();
    output = maps.map(stride, maps.channels);
    weight = maps.matrix(kernel * kernel, maps.channels);
  }

  KernelCall forward() {
    return call(() -> kernels.depthwise(input, weight, window, output));
  }

  KernelCall inputGradient() {
    return call(() -> kernels.depthwiseInputGradient(output, weight, window, input));
  }

  KernelCall weightGradient() {
    return call(() -> kernels.depthwiseWeightGradient(input, output, window, weight));
  }

  private KernelCall call(Runnable run) {
    double outputs = output.matrix().length();
    double numbers = outputs + input.matrix().length() + weight.length();
    return new KernelCall(run, 2 * outputs * weight.rows(), numbers);
  }
}
