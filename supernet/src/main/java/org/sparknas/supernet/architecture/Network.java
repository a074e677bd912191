package org.sparknas.supernet.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A directed graph of blocks. Value 0 is the image, value {@code 1 + i} the output of node {@code
 * i}; the last node's output is the network's.
 */
public record Network(Shape input, List<Node> nodes) {
  /**
   * A block in its place.
   *
   * @param inputs the numbers of the values it takes
   */
  public record Node(Block block, List<Integer> inputs) {
    /** Throws {@link NullPointerException} when something is missing. */
    public Node {
      Objects.requireNonNull(block, "block");
      inputs = List.copyOf(inputs);
    }
  }

  /** Throws {@link IllegalArgumentException} naming the block that does not fit. */
  public Network {
    Objects.requireNonNull(input, "input");
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one block");
    }
    List<Shape> values = new ArrayList<>(nodes.size() + 1);
    values.add(input);
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      check(node, values, names);
      values.add(node.block().output());
    }
  }

  private static void check(Node node, List<Shape> values, Set<String> names) {
    Block block = node.block();
    if (!names.add(block.name())) {
      throw new IllegalArgumentException("two blocks are named '" + block.name() + "'");
    }
    if (node.inputs().size() != block.inputs().size()) {
      throw new IllegalArgumentException(
          block + " takes " + block.inputs().size() + " values, not " + node.inputs());
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      int value = node.inputs().get(i);
      if (value < 0 || value >= values.size()) {
        throw new IllegalArgumentException(
            block + " takes value " + value + ", but only 0 to " + (values.size() - 1) + " exist");
      }
      if (!values.get(value).equals(block.inputs().get(i))) {
        throw new IllegalArgumentException(
            block + " is given " + values.get(value) + " as its input " + i);
      }
    }
  }

  /** A network of blocks behind each other. */
  public static Network chain(List<Block> blocks) {
    List<Node> nodes = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      nodes.add(new Node(blocks.get(i), List.of(i)));
    }
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one block");
    }
    return new Network(blocks.get(0).inputs().get(0), nodes);
  }

  /** Whether each block takes what the one before it gives, and nothing else. */
  public boolean isChain() {
    return IntStream.range(0, nodes.size()).allMatch(i -> nodes.get(i).inputs().equals(List.of(i)));
  }

  /**
   * Some neighbouring blocks of a chain as a network of their own.
   *
   * @throws IllegalStateException when this is no chain
   */
  public Network part(int from, int to) {
    if (!isChain()) {
      throw new IllegalStateException("only a network of blocks behind each other has parts");
    }
    return chain(blocks().subList(from, to));
  }

  /** The blocks in the order of computation. */
  public List<Block> blocks() {
    return nodes.stream().map(Node::block).toList();
  }

  /** The shape of the output. */
  public Shape output() {
    return nodes.get(nodes.size() - 1).block().output();
  }

  /** The parameters of all blocks in order, named {@code block.node.parameter}. */
  public List<ParameterShape> parameters() {
    return nodes.stream().flatMap(node -> node.block().parameters().stream()).toList();
  }
}
