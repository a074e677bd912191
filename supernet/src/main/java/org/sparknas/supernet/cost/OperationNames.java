package org.sparknas.supernet.cost;

import java.util.List;
import java.util.Locale;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

/** What conventions agree on: names of operations, and what an operator is made of. */
final class OperationNames {
  private OperationNames() {}

  /** An operator and the shape of its single input. */
  record Step(Operator operator, Shape input) {}

  static String of(Convolution convolution) {
    String kind =
        convolution.isDepthwise() ? "dwconv" : convolution.groups() > 1 ? "groupconv" : "conv";
    return kind + convolution.kernel() + "x" + convolution.kernel();
  }

  static String of(Pooling pooling) {
    String kind = pooling.kind().name().toLowerCase(Locale.ROOT);
    return kind + "pool" + pooling.kernel() + "x" + pooling.kernel();
  }

  /** The steps of squeeze-and-excitation but for the last multiplication. */
  static List<Step> steps(SqueezeExcitation operator, Shape input) {
    Shape wide = Shape.vector(operator.channels());
    Shape narrow = Shape.vector(operator.squeezed());
    return List.of(
        new Step(new GlobalAveragePooling(), input),
        new Step(new Linear(operator.channels(), operator.squeezed(), true), wide),
        new Step(new Activation(ActivationFunction.RELU), narrow),
        new Step(new Linear(operator.squeezed(), operator.channels(), true), narrow),
        new Step(new Activation(ActivationFunction.HARD_SIGMOID), wide));
  }
}
