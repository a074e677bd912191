package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * In training, zeroes values at random and scales the others by {@code 1 / (1 - rate)}.
 *
 * @param rate share of zeroed values, at least 0 and below 1
 */
public record Dropout(double rate) implements Operator {
  /** Throws {@link IllegalArgumentException} when the rate is out of range. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout rate is " + rate + ": 0 <= rate < 1");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return InputShapes.single(this, inputs);
  }
}
