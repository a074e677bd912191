package org.sparknas.supernet.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A directed graph of operators: the unit that is chosen, timed and scored. Values are numbered:
 * {@code 0 .. inputs - 1} are the inputs, {@code inputs + i} is the output of node {@code i}; the
 * last node's output is the block's. Two blocks with the same name, inputs and nodes are equal;
 * both the hash and the shapes are computed once, so blocks are good keys.
 */
public final class Block {
  /**
   * A named operator.
   *
   * @param name unique in its block
   * @param inputs the numbers of the values it takes
   */
  public record Node(String name, Operator operator, List<Integer> inputs) {
    /** Throws {@link NullPointerException} when something is missing. */
    public Node {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(operator, "operator");
      inputs = List.copyOf(inputs);
    }
  }

  private final String name;
  private final List<Shape> inputs;
  private final List<Node> nodes;
  private final List<Shape> shapes;
  private final List<ParameterShape> parameters;
  private final int hash;

  /**
   * @param name unique in a network; the scope of the block's parameters
   * @throws IllegalArgumentException naming the node that does not fit
   */
  public Block(String name, List<Shape> inputs, List<Node> nodes) {
    this.name = Objects.requireNonNull(name, "name");
    this.inputs = List.copyOf(inputs);
    this.nodes = List.copyOf(nodes);
    if (name.isBlank() || inputs.isEmpty() || nodes.isEmpty()) {
      throw new IllegalArgumentException(
          "block '" + name + "' needs a name, at least one input and at least one node");
    }
    this.shapes = infer();
    this.parameters =
        this.nodes.stream()
            .flatMap(
                node ->
                    node.operator().parameters().stream()
                        .map(parameter -> parameter.within(name + "." + node.name())))
            .toList();
    this.hash = Objects.hash(name, this.inputs, this.nodes);
  }

  private List<Shape> infer() {
    List<Shape> values = new ArrayList<>(inputs);
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      String place = "block '" + name + "', node '" + node.name() + "': ";
      if (!names.add(node.name())) {
        throw new IllegalArgumentException(place + "another node has this name");
      }
      List<Shape> taken = new ArrayList<>();
      for (int value : node.inputs()) {
        if (value < 0 || value >= values.size()) {
          throw new IllegalArgumentException(
              place + "takes value " + value + ", but only 0 to " + (values.size() - 1) + " exist");
        }
        taken.add(values.get(value));
      }
      try {
        values.add(node.operator().output(taken));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(place + e.getMessage(), e);
      }
    }
    return List.copyOf(values);
  }

  /** Unique in a network. */
  public String name() {
    return name;
  }

  /** The shapes of the inputs. */
  public List<Shape> inputs() {
    return inputs;
  }

  /** The operators in the order of computation. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The shapes of all values: the inputs, then the output of each node. */
  public List<Shape> shapes() {
    return shapes;
  }

  /** The shape of the output of a node. */
  public Shape outputOf(int node) {
    return shapes.get(inputs.size() + node);
  }

  /** The shapes that a node takes. */
  public List<Shape> inputsOf(int node) {
    return nodes.get(node).inputs().stream().map(shapes::get).toList();
  }

  /** The shape of the output. */
  public Shape output() {
    return shapes.get(shapes.size() - 1);
  }

  /** The parameters of all nodes in order, named {@code block.node.parameter}. */
  public List<ParameterShape> parameters() {
    return parameters;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Block block
            && hash == block.hash
            && name.equals(block.name)
            && inputs.equals(block.inputs)
            && nodes.equals(block.nodes));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "Block[" + name + ", " + inputs + " -> " + output() + "]";
  }
}
