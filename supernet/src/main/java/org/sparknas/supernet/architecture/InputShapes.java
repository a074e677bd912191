package org.sparknas.supernet.architecture;

import java.util.List;

/** The checks that operators share. */
final class InputShapes {
  private InputShapes() {}

  static Shape single(Operator operator, List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(operator + " takes one input, not " + inputs.size());
    }
    return inputs.get(0);
  }

  static Shape single(Operator operator, List<Shape> inputs, int channels) {
    Shape input = single(operator, inputs);
    if (input.channels() != channels) {
      throw new IllegalArgumentException(
          operator + " takes " + channels + " channels, not " + input);
    }
    return input;
  }

  static Shape alike(String operator, List<Shape> inputs) {
    atLeast("number of inputs of " + operator, inputs.size(), 1);
    Shape first = inputs.get(0);
    if (!inputs.stream().allMatch(first::equals)) {
      throw new IllegalArgumentException(operator + " takes inputs of one shape, not " + inputs);
    }
    return first;
  }

  static void atLeast(String name, int value, int minimum) {
    if (value < minimum) {
      throw new IllegalArgumentException(name + " is " + value + ": at least " + minimum);
    }
  }

  static void odd(String name, int value) {
    if (value < 1 || value % 2 == 0) {
      throw new IllegalArgumentException(name + " is " + value + ": odd and positive");
    }
  }
}
