package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Window;

/** The maximum or the mean of each window. */
final class WindowPooling implements Module {

  private final Pooling.Kind kind;
  private final Window window;

  WindowPooling(Pooling.Kind kind, Window window) {
    this.kind = kind;
    this.window = window;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape input = inputs.get(0);
    return new Shape(window.output(input.height()), window.output(input.width()), input.channels());
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    switch (kind) {
      case MAX -> pass.kernels().maximumPool(inputs.get(0), window, output);
      case AVERAGE -> pass.kernels().averagePool(inputs.get(0), window, output);
    }
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    FeatureMap inputGradient = inputGradients.get(0);
    if (inputGradient == null) {
      return;
    }
    switch (kind) {
      case MAX ->
          pass.kernels()
              .maximumPoolGradient(inputs.apply(0), window, outputGradient, inputGradient);
      case AVERAGE -> pass.kernels().averagePoolGradient(outputGradient, window, inputGradient);
    }
  }
}
