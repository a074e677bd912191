package org.sparknas.supernet.architecture;

import java.util.List;
import java.util.Objects;

/**
 * The sum of all inputs, which have one shape, each times a weight: how a supernet combines
 * alternatives. The weights are no parameters of the network; whoever runs it gives them.
 *
 * @param name under which a run holds the weights
 */
public record Mixture(String name) implements Operator {
  /** Throws {@link NullPointerException} without a name. */
  public Mixture {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return InputShapes.alike("a mixture", inputs);
  }
}
