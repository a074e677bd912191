package org.sparknas.supernet.cost;

import java.util.List;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

/** What squeeze-and-excitation is made of, but for its last multiplication, which none counts. */
final class SqueezeExcitationSteps {
  private SqueezeExcitationSteps() {}

  /** The operations of each step as the convention counts them. */
  static List<CountedOperation> count(
      SqueezeExcitation operator, Shape input, CountingConvention convention) {
    Shape wide = Shape.vector(operator.channels());
    Shape narrow = Shape.vector(operator.squeezed());
    Operator reduce = new Linear(operator.channels(), operator.squeezed(), true);
    Operator expand = new Linear(operator.squeezed(), operator.channels(), true);
    return List.of(
            convention.operations(new GlobalAveragePooling(), List.of(input)),
            convention.operations(reduce, List.of(wide)),
            convention.operations(new Activation(operator.activation()), List.of(narrow)),
            convention.operations(expand, List.of(narrow)),
            convention.operations(new Activation(operator.gate()), List.of(wide)))
        .stream()
        .flatMap(List::stream)
        .toList();
  }
}
