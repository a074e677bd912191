package org.sparknas.supernet.architecture;

import java.util.List;

/** The sum of all inputs, which have one shape. */
public record Addition() implements Operator {
  @Override
  public Shape output(List<Shape> inputs) {
    InputShapes.atLeast("number of inputs of an addition", inputs.size(), 1);
    Shape first = inputs.get(0);
    if (!inputs.stream().allMatch(first::equals)) {
      throw new IllegalArgumentException("an addition takes inputs of one shape, not " + inputs);
    }
    return first;
  }
}
