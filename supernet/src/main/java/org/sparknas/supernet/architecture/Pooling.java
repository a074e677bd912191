package org.sparknas.supernet.architecture;

import java.util.List;
import java.util.Objects;

/**
 * Pooling in square windows, [H, W, C] to [ceil(H / stride), ceil(W / stride), C], padded with
 * {@code kernel / 2} on every side. An average does not count the padding (as in DARTS and
 * NAS-Bench-201).
 *
 * @param kernel odd
 */
public record Pooling(Kind kind, int kernel, int stride) implements Operator {
  /** What is taken of a window. */
  public enum Kind {
    /** The greatest value. */
    MAX,
    /** The mean of the values inside the image. */
    AVERAGE
  }

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public Pooling {
    Objects.requireNonNull(kind, "kind");
    InputShapes.odd("kernel of a pooling", kernel);
    InputShapes.atLeast("stride of a pooling", stride, 1);
  }

  /** Pixels outside the image on every side. */
  public int padding() {
    return kernel / 2;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape input = InputShapes.single(this, inputs);
    return new Shape(size(input.height()), size(input.width()), input.channels());
  }

  private int size(int input) {
    return (input - 1) / stride + 1;
  }
}
