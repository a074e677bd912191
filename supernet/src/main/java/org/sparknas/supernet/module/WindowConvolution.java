package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Window;

/** A convolution over space, without bias: full, or depthwise with one filter for each channel. */
final class WindowConvolution implements Module {

  private final Parameter weight;
  private final Window window;
  private final boolean depthwise;

  private WindowConvolution(Parameter weight, Window window, boolean depthwise) {
    this.weight = weight;
    this.window = window;
    this.depthwise = depthwise;
  }

  /**
   * @param weight {@code [in·k·k, out]}
   */
  static WindowConvolution full(Parameter weight, Window window) {
    return new WindowConvolution(weight, window, false);
  }

  /**
   * @param weight {@code [k·k, C]}
   */
  static WindowConvolution depthwise(Parameter weight, Window window) {
    return new WindowConvolution(weight, window, true);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape input = inputs.get(0);
    return new Shape(
        window.output(input.height()), window.output(input.width()), weight.value().columns());
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    Kernels kernels = pass.kernels();
    if (depthwise) {
      kernels.depthwise(inputs.get(0), weight.value(), window, output);
    } else {
      kernels.convolution(inputs.get(0), weight.value(), window, output);
    }
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    Matrix weightGradient = pass.gradient(weight);
    if (weightGradient != null) {
      addWeightGradient(pass.kernels(), inputs.apply(0), outputGradient, weightGradient);
    }
    if (inputGradients.get(0) != null) {
      inputGradient(pass.kernels(), outputGradient, inputGradients.get(0));
    }
  }

  private void addWeightGradient(
      Kernels kernels, FeatureMap input, FeatureMap outputGradient, Matrix sum) {
    if (depthwise) {
      kernels.depthwiseWeightGradient(input, outputGradient, window, sum);
    } else {
      kernels.convolutionWeightGradient(input, outputGradient, window, sum);
    }
  }

  private void inputGradient(Kernels kernels, FeatureMap outputGradient, FeatureMap result) {
    if (depthwise) {
      kernels.depthwiseInputGradient(outputGradient, weight.value(), window, result);
    } else {
      kernels.convolutionInputGradient(outputGradient, weight.value(), window, result);
    }
  }

  @Override
  public boolean isCheap() {
    return false;
  }
}
