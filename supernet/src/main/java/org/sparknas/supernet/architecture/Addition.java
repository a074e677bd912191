package org.sparknas.supernet.architecture;

import java.util.List;

/** The sum of all inputs, which have one shape. */
public record Addition() implements Operator {
  @Override
  public Shape output(List<Shape> inputs) {
    return InputShapes.alike("an addition", inputs);
  }
}
