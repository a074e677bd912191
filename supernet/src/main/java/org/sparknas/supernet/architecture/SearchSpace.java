package org.sparknas.supernet.architecture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A set of architectures: decisions, and how the choices become a network.
 *
 * <p>A supernet shares weights between the networks of a space by the names of their parameters: an
 * alternative keeps the name of its block whatever its width, and the parameters of a narrower
 * block are prefixes (rows, columns) of those of the widest block of that name.
 */
public interface SearchSpace {
  /** The name of the system, such as {@code oneshot}. */
  String name();

  /** What makes this space, as an architecture's file repeats it. */
  ObjectNode settings();

  /** What a search decides, in a fixed order. */
  List<Decision> decisions();

  /** The network of an architecture of this space. */
  Network network(Architecture architecture);

  /**
   * Every block that some network of this space holds; of those that differ in their width alone,
   * at least the widest.
   */
  List<Block> blocks();

  /** The architecture whose network has the least sum of a cost over its blocks. */
  Architecture cheapest(ToDoubleFunction<Block> cost);

  /**
   * Checks what one decision allows in the light of the others; each choice is within its own.
   *
   * @throws IllegalArgumentException when the choices do not go together
   */
  default void requireTogether(List<Integer> choices) {}

  /**
   * The architecture of choices that were drawn independently: where decisions depend on each
   * other, a draw stands for a choice that goes together with the rest.
   */
  default Architecture drawn(List<Integer> choices) {
    return architecture(choices);
  }

  /** The architectures of this space that its authors published, by their names. */
  default Map<String, Architecture> published() {
    return Map.of();
  }

  /**
   * Returns the architecture that stands for all with the same network: two architectures have
   * equal ones exactly when their networks are equal. Where several widths come to the same, it has
   * the last of them, because a channel warm-up trains the widest first.
   */
  default Architecture canonical(Architecture architecture) {
    return architecture;
  }

  /** Returns how many different networks there are. */
  default BigInteger size() {
    return decisions().stream()
        .map(decision -> BigInteger.valueOf(decision.values().size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** The architecture of one choice (an index of its values) for each decision. */
  default Architecture architecture(List<Integer> choices) {
    return new Architecture(this, choices);
  }
}
