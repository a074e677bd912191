package org.sparknas.supernet.architecture;

import java.util.List;

/** The channels of all inputs behind each other; the inputs agree in height and width. */
public record Concatenation() implements Operator {
  @Override
  public Shape output(List<Shape> inputs) {
    InputShapes.atLeast("number of inputs of a concatenation", inputs.size(), 1);
    Shape first = inputs.get(0);
    int channels = 0;
    for (Shape input : inputs) {
      if (!input.withChannels(1).equals(first.withChannels(1))) {
        throw new IllegalArgumentException(
            "a concatenation takes inputs of equal height and width, not " + inputs);
      }
      channels += input.channels();
    }
    return first.withChannels(channels);
  }
}
