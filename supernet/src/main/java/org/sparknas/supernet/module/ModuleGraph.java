package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparknas.supernet.kernel.FeatureMap;

/**
 * Modules that take each other's outputs. Values are numbered: first the inputs, then each node's
 * output; the last node's output is the graph's. Blocks, networks and cells are such graphs.
 */
public final class ModuleGraph implements Module {

  /** A module and the numbers of the values it takes. */
  public record Node(Module module, List<Integer> inputs) {
    public Node {
      inputs = List.copyOf(inputs);
    }
  }

  private final int inputs;
  private final List<Node> nodes;

  public ModuleGraph(int inputs, List<Node> nodes) {
    this.inputs = inputs;
    this.nodes = List.copyOf(nodes);
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
      values.add(node.module().forward(pass, node.inputs().stream().map(values::get).toList()));
    }
    return values.get(values.size() - 1);
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap[] gradients = new FeatureMap[inputs + nodes.size()];
    gradients[gradients.length - 1] = outputGradient;
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      List<FeatureMap> shares = node.module().backward(pass, gradients[inputs + i]);
      gradients[inputs + i] = null;
      for (int k = 0; k < shares.size(); k++) {
        int value = node.inputs().get(k);
        gradients[value] = Gradients.sum(pass.kernels(), gradients[value], shares.get(k));
      }
    }
    return Arrays.asList(gradients).subList(0, inputs);
  }
}
