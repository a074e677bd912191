package org.sparknas.supernet.architecture;

import java.util.List;
import java.util.Objects;

/** A function of each value; any shape to the same shape. */
public record Activation(ActivationFunction function) implements Operator {
  /** Throws {@link NullPointerException} without a function. */
  public Activation {
    Objects.requireNonNull(function, "function");
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return InputShapes.single(this, inputs);
  }
}
