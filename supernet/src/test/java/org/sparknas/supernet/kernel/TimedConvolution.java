package org.sparknas.supernet.kernel;

/** A network's first convolution: 3 to 32 channels, 3x3, stride 2. */
final class TimedConvolution {
  private static final int COLOURS = 3;
  private static final int OUTPUTS = 32;
  private static final int TAPS = 9;

  private final Kernels kernels;
  private final Window window = new Window(3, 2, 1);
  private final FeatureMap input;
  private final FeatureMap output;
  private final Matrix weight;

  TimedConvolution(KernelMaps maps) {
    kernels = maps.kernels();
    input = maps.map(1, COLOURS);
    output = maps.map(2, OUTPUTS);
    weight = maps.matrix(COLOURS * TAPS, OUTPUTS);
  }

  KernelCall forward() {
    return call(() -> kernels.convolution(input, weight, window, output));
  }

  KernelCall inputGradient() {
    return call(() -> kernels.convolutionInputGradient(output, weight, window, input));
  }

  KernelCall weightGradient() {
    return call(() -> kernels.convolutionWeightGradient(input, output, window, weight));
  }

  private KernelCall call(Runnable run) {
    double outputs = output.matrix().length();
    double numbers = outputs + input.matrix().length() + weight.length();
    return new KernelCall(run, 2 * outputs * COLOURS * TAPS, numbers);
  }
}
