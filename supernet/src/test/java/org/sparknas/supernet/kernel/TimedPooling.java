package org.sparknas.supernet.kernel;

/** Pooling of windows of 3x3 with stride 2. */
final class TimedPooling {
  private static final int TAPS = 9;

  private final Kernels kernels;
  private final Window window = new Window(3, 2, 1);
  private final FeatureMap input;
  private final FeatureMap output;
  private final FeatureMap inputGradient;

  TimedPooling(KernelMaps maps) {
    kernels = maps.kernels();
    input = maps.map();
    output = maps.map(2, maps.channels);
    inputGradient = maps.map();
  }

  KernelCall maximum() {
    return call(1, () -> kernels.maximumPool(input, window, output));
  }

  KernelCall maximumGradient() {
    return call(2, () -> kernels.maximumPoolGradient(input, window, output, inputGradient));
  }

  KernelCall average() {
    return call(1, () -> kernels.averagePool(input, window, output));
  }

  KernelCall averageGradient() {
    return call(1, () -> kernels.averagePoolGradient(output, window, inputGradient));
  }

  private KernelCall call(int inputs, Runnable run) {
    double outputs = output.matrix().length();
    double numbers = outputs + (double) inputs * input.matrix().length();
    return new KernelCall(run, TAPS * outputs, numbers);
  }
}
