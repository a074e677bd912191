package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/** Depthwise convolutions where the JVM has no vectors. */
class CpuDepthwiseTest implements DepthwiseContract {

  @Override
  public Kernels kernels() {
    return new PlainKernels();
  }

  private static final class PlainKernels extends Nd4jKernels {
    private final CpuDepthwise plain = new CpuDepthwise(null);

    @Override
    public void depthwise(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
      if (weight.type() == DataType.FLOAT && CpuDepthwise.isPossible(window)) {
        plain.forward(input, weight, window, output);
      } else {
        super.depthwise(input, weight, window, output);
      }
    }

    @Override
    public void depthwiseInputGradient(
        FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
      if (weight.type() == DataType.FLOAT && CpuDepthwise.isPossible(window)) {
        plain.inputGradient(outputGradient, weight, window, inputGradient);
      } else {
        super.depthwiseInputGradient(outputGradient, weight, window, inputGradient);
      }
    }

    @Override
    public void depthwiseWeightGradient(
        FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
      if (weightGradient.type() == DataType.FLOAT && CpuDepthwise.isPossible(window)) {
        plain.weightGradient(input, outputGradient, window, weightGradient);
      } else {
        super.depthwiseWeightGradient(input, outputGradient, window, weightGradient);
      }
    }
  }
}
