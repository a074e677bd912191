package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * A matrix product of a vector, [1, 1, inputs] to [1, 1, outputs]. Parameters: {@code weight}
 * [inputs, outputs] and, if there is one, {@code bias} [1, outputs].
 */
public record Linear(int inputs, int outputs, boolean bias) implements Operator {
  /** Throws {@link IllegalArgumentException} when a number is not positive. */
  public Linear {
    InputShapes.atLeast("inputs of a linear layer", inputs, 1);
    InputShapes.atLeast("outputs of a linear layer", outputs, 1);
  }

  @Override
  public Shape output(List<Shape> shapes) {
    Shape input = InputShapes.single(this, shapes, inputs);
    if (input.pixels() != 1) {
      throw new IllegalArgumentException(this + " takes a vector, not " + input);
    }
    return Shape.vector(outputs);
  }

  @Override
  public List<ParameterShape> parameters() {
    ParameterShape weight = new ParameterShape("weight", ParameterRole.WEIGHT, inputs, outputs);
    return bias
        ? List.of(weight, new ParameterShape("bias", ParameterRole.BIAS, 1, outputs))
        : List.of(weight);
  }
}
