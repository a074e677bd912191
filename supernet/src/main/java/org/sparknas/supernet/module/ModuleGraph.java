package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Shape;

/**
 * Modules that take each other's outputs: a block, a cell, a network. Values are numbered: first
 * the inputs, then each node's output; the last node's output is the graph's. It holds no graphs
 * and no node that does not lead to the output.
 */
public final class ModuleGraph {

  /**
   * A module in its place.
   *
   * @param inputs the numbers of the values it takes
   * @param shape of its output
   * @param part 0 where it was added alone; else the number of the graph that it came with, from 1
   */
  public record Node(Module module, List<Integer> inputs, Shape shape, int part) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  private final List<Shape> inputs;
  private final List<Node> nodes;

  private ModuleGraph(List<Shape> inputs, List<Node> nodes) {
    this.inputs = List.copyOf(inputs);
    this.nodes = List.copyOf(nodes);
  }

  /** Modules behind each other. */
  public static ModuleGraph chain(Shape input, Module... modules) {
    Builder builder = new Builder(input);
    for (int i = 0; i < modules.length; i++) {
      builder.add(modules[i], i);
    }
    return builder.build();
  }

  /** The shapes of the inputs. */
  public List<Shape> inputs() {
    return inputs;
  }

  /** The modules in the order of computation. */
  public List<Node> nodes() {
    return nodes;
  }

  /** How many values there are: inputs and outputs of nodes. */
  public int values() {
    return inputs.size() + nodes.size();
  }

  public boolean isInput(int value) {
    return value < inputs.size();
  }

  /** The node whose output the value is. */
  public Node producer(int value) {
    return nodes.get(value - inputs.size());
  }

  public Shape shape(int value) {
    return isInput(value) ? inputs.get(value) : producer(value).shape();
  }

  /** Puts a graph together. */
  public static final class Builder {

    private final List<Shape> inputs;
    private final List<Node> nodes = new ArrayList<>();
    private int parts;

    public Builder(Shape... inputs) {
      this.inputs = List.of(inputs);
    }

    /** Adds a module and returns the number of its output. */
    public int add(Module module, int... taken) {
      List<Integer> numbers = Arrays.stream(taken).boxed().toList();
      Shape shape = module.output(numbers.stream().map(this::shape).toList());
      nodes.add(new Node(module, numbers, shape, parts));
      return inputs.size() + nodes.size() - 1;
    }

    /** Adds the nodes of a graph as a part of this one and returns the number of its output. */
    public int add(ModuleGraph graph, int... taken) {
      parts++;
      int[] numbers = Arrays.copyOf(taken, graph.values());
      for (int value = graph.inputs.size(); value < numbers.length; value++) {
        Node node = graph.producer(value);
        numbers[value] =
            add(node.module(), node.inputs().stream().mapToInt(i -> numbers[i]).toArray());
      }
      return numbers[numbers.length - 1];
    }

    private Shape shape(int value) {
      return value < inputs.size() ? inputs.get(value) : nodes.get(value - inputs.size()).shape();
    }

    public ModuleGraph build() {
      BitSet read = read();
      int[] numbers = new int[inputs.size() + nodes.size()];
      List<Node> kept = new ArrayList<>();
      for (int value = 0; value < numbers.length; value++) {
        if (value < inputs.size()) {
          numbers[value] = value;
        } else if (read.get(value)) {
          Node node = nodes.get(value - inputs.size());
          List<Integer> renumbered = node.inputs().stream().map(i -> numbers[i]).toList();
          numbers[value] = inputs.size() + kept.size();
          kept.add(new Node(node.module(), renumbered, node.shape(), node.part()));
        }
      }
      return new ModuleGraph(inputs, kept);
    }

    /** The numbers of the values that lead to the output. */
    private BitSet read() {
      BitSet read = new BitSet();
      read.set(inputs.size() + nodes.size() - 1);
      IntStream.iterate(nodes.size() - 1, i -> i >= 0, i -> i - 1)
          .filter(i -> read.get(inputs.size() + i))
          .forEach(i -> nodes.get(i).inputs().forEach(read::set));
      return read;
    }
  }
}
