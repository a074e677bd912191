package org.sparknas.supernet.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes a block node by node; each node is known by the number of its value. */
public final class BlockBuilder {
  private final String name;
  private final List<Shape> inputs;
  private final List<Block.Node> nodes = new ArrayList<>();

  /** Starts a block; its inputs are the values 0, 1, and so on. */
  public BlockBuilder(String name, Shape... inputs) {
    this.name = name;
    this.inputs = List.of(inputs);
  }

  /** Adds a node that takes the given values, and returns the number of its output. */
  public int add(String node, Operator operator, int... values) {
    nodes.add(new Block.Node(node, operator, Arrays.stream(values).boxed().toList()));
    return inputs.size() + nodes.size() - 1;
  }

  /** The block; throws {@link IllegalArgumentException} as {@link Block} does. */
  public Block build() {
    return new Block(name, inputs, nodes);
  }
}
