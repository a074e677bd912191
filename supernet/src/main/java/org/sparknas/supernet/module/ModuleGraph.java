package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.kernel.FeatureMap;

/**
 * Modules that take each other's outputs. Values are numbered: first the inputs, then each node's
 * output; the last node's output is the graph's. Blocks, networks and cells are such graphs. A node
 * that does not lead to the output is not computed.
 */
public final class ModuleGraph implements Module {

  /** A module and the numbers of the values it takes. */
  public record Node(Module module, List<Integer> inputs) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  private record Kept(List<FeatureMap> unreadInputs) {}

  private final int inputs;
  private final List<Node> nodes;

  /** The numbers of the values that lead to the output. */
  private final BitSet read = new BitSet();

  /**
   * @param inputs how many there are
   */
  public ModuleGraph(int inputs, List<Node> nodes) {
    this.inputs = inputs;
    this.nodes = List.copyOf(nodes);
    read.set(inputs + nodes.size() - 1);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (read.get(inputs + i)) {
        nodes.get(i).inputs().forEach(read::set);
      }
    }
  }

  /** Modules behind each other. */
  static ModuleGraph chain(Module... modules) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < modules.length; i++) {
      nodes.add(new Node(modules[i], List.of(i)));
    }
    return new ModuleGraph(1, nodes);
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> given) {
    List<FeatureMap> values = new ArrayList<>(given);
    for (Node node : nodes) {
      values.add(
          read.get(values.size())
              ? node.module().forward(pass, node.inputs().stream().map(values::get).toList())
              : null);
    }
    if (read.nextClearBit(0) < inputs) {
      pass.keep(this, new Kept(unread(given)));
    }
    return values.get(values.size() - 1);
  }

  private List<FeatureMap> unread(List<FeatureMap> given) {
    return IntStream.range(0, inputs).filter(i -> !read.get(i)).mapToObj(given::get).toList();
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap[] gradients = new FeatureMap[inputs + nodes.size()];
    gradients[gradients.length - 1] = outputGradient;
    for (int value = gradients.length - 1;
        value >= inputs;
        value = read.previousSetBit(value - 1)) {
      Node node = nodes.get(value - inputs);
      List<FeatureMap> shares = node.module().backward(pass, gradients[value]);
      gradients[value] = null;
      for (int k = 0; k < shares.size(); k++) {
        int input = node.inputs().get(k);
        gradients[input] = Gradients.sum(pass.kernels(), gradients[input], shares.get(k));
      }
    }
    if (read.nextClearBit(0) < inputs) {
      Iterator<FeatureMap> unread = pass.recall(this, Kept.class).unreadInputs().iterator();
      for (int i = read.nextClearBit(0); i < inputs; i = read.nextClearBit(i + 1)) {
        gradients[i] = Gradients.zeros(unread.next());
      }
    }
    return Arrays.asList(gradients).subList(0, inputs);
  }

  /** How many modules there are. */
  int size() {
    return nodes.size();
  }
}
