package org.sparknas.supernet.cost;

import java.util.List;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Shape;

/** A way of counting; papers differ in theirs. */
public interface CountingConvention {
  /** The names that {@link #named} knows. */
  List<String> NAMES = List.of("plain", "spos", "tfnas", "micronet", "micronet-clip1");

  /** The name that a file gives with a cost. */
  String name();

  /** What this convention counts; other quantities are 0. */
  List<Quantity> quantities();

  /**
   * What an operator on inputs of these shapes counts; several operations for an operator that is
   * made of several, none for one that this convention does not see.
   */
  List<CountedOperation> operations(Operator operator, List<Shape> inputs);

  /**
   * MACs of convolutions and linear layers, one more for each output with a bias, and one for each
   * value that enters a pooling; parameters with gamma and beta. No batch norm, activation, shuffle
   * or multiplication of channels. This is how OneShot counts in its search and its tables.
   */
  static CountingConvention plain() {
    return new PlainConvention("plain", true, true, true);
  }

  /** As {@link #plain}, but without biases and pooling: how SPOS counts. */
  static CountingConvention spos() {
    return new PlainConvention("spos", false, false, false);
  }

  /** As {@link #plain}, but without the pooling inside squeeze-and-excitation: TF-NAS's. */
  static CountingConvention tfnas() {
    return new PlainConvention("tfnas", true, true, false);
  }

  /**
   * The rules of the MicroNet challenge as OneShot applied them.
   *
   * @param clipMults multiplications of one clip, 1 or 2: OneShot published figures of both
   */
  static CountingConvention microNet(int clipMults) {
    return new MicroNetConvention(clipMults);
  }

  /** A convention by name; throws {@link IllegalArgumentException} naming those that exist. */
  static CountingConvention named(String name) {
    return switch (name) {
      case "plain" -> plain();
      case "spos" -> spos();
      case "tfnas" -> tfnas();
      case "micronet" -> microNet(2);
      case "micronet-clip1" -> microNet(1);
      default ->
          throw new IllegalArgumentException(
              "convention '" + name + "': allowed are " + String.join(", ", NAMES));
    };
  }
}
