package org.sparknas.supernet.module;

import java.util.List;
import org.sparknas.supernet.architecture.Pooling;
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
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    FeatureMap output =
        input.allocate(
            window.output(input.height()), window.output(input.width()), input.channels());
    switch (kind) {
      case MAX -> pass.kernels().maximumPool(input, window, output);
      case AVERAGE -> pass.kernels().averagePool(input, window, output);
    }
    pass.keep(this, input);
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap input = pass.recall(this, FeatureMap.class);
    FeatureMap inputGradient = input.allocate(input.channels());
    switch (kind) {
      case MAX -> pass.kernels().maximumPoolGradient(input, window, outputGradient, inputGradient);
      case AVERAGE ->
          pass.kernels().averagePoolGradient(input, window, outputGradient, inputGradient);
    }
    return List.of(inputGradient);
  }
}
