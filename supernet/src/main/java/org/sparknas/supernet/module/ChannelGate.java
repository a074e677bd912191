package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

/** Multiplies each image's channels by gates: inputs are the map and {@code [N, C]} gates. */
final class ChannelGate implements Module {

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    pass.kernels().gate(inputs.get(0), inputs.get(1).matrix(), output);
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    if (inputGradients.get(0) != null) {
      pass.kernels().gate(outputGradient, inputs.apply(1).matrix(), inputGradients.get(0));
    }
    if (inputGradients.get(1) != null) {
      pass.kernels().gateGradient(inputs.apply(0), outputGradient, inputGradients.get(1).matrix());
    }
  }
}
