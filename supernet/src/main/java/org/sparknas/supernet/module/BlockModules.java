package org.sparknas.supernet.module;

import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.ChannelShuffle;
import org.sparknas.supernet.architecture.ChannelSlice;
import org.sparknas.supernet.architecture.Concatenation;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ElementFunction;

/**
 * Makes the module of a block out of its description: the modules of each operator, except that an
 * activation behind a batch norm goes into its module, and that channels which are shuffled, split
 * and put together again are selected once from the unshuffled ones.
 */
public final class BlockModules {

  private record Selected(ChannelSelection selection, int value) {}

  private final Block block;
  private final Parameter.Source source;
  private final ModuleGraph.Builder graph;

  /** The number that a value of the block has in the graph of modules. */
  private final int[] numbers;

  private BlockModules(Block block, Parameter.Source source) {
    this.block = block;
    this.source = source;
    this.graph = new ModuleGraph.Builder(block.inputs().toArray(Shape[]::new));
    this.numbers = IntStream.range(0, block.shapes().size()).toArray();
  }

  /** The module of a block whose parameters come from the source. */
  public static ModuleGraph of(Block block, Parameter.Source source) {
    BlockModules modules = new BlockModules(block, source);
    for (int value = block.inputs().size(); value < block.shapes().size(); value++) {
      modules.translate(value);
    }
    return modules.graph.build();
  }

  private void translate(int value) {
    Block.Node node = producer(value);
    if (isSelection(value)) {
      if (readers(value).isEmpty() || !readers(value).stream().allMatch(this::takesSelections)) {
        Selected selected = selected(value);
        numbers[value] = graph.add(selected.selection(), numbers[selected.value()]);
      }
    } else if (node.operator() instanceof Concatenation) {
      List<Selected> parts = node.inputs().stream().map(this::selected).toList();
      numbers[value] =
          graph.add(
              new ChannelConcatenation(parts.stream().map(Selected::selection).toList()),
              parts.stream().mapToInt(part -> numbers[part.value()]).toArray());
    } else if (node.operator() instanceof Activation activation
        && isActivatedBatchNorm(node.inputs().get(0))) {
      int norm = node.inputs().get(0);
      ElementFunction function = ElementFunction.valueOf(activation.function().name());
      numbers[value] = graph.add(operatorModules(norm).batchNorm(function), taken(norm));
    } else if (!isActivatedBatchNorm(value)) {
      numbers[value] = operatorModules(value).addTo(graph, taken(value));
    }
  }

  /** The numbers in the graph of what a value is made of. */
  private int[] taken(int value) {
    return producer(value).inputs().stream().mapToInt(i -> numbers[i]).toArray();
  }

  private OperatorModules operatorModules(int value) {
    int index = value - block.inputs().size();
    Block.Node node = block.nodes().get(index);
    return new OperatorModules(
        block.name() + "." + node.name(), node.operator(), block.inputsOf(index), source);
  }

  /** The selection that makes a value out of one that is not itself a selection. */
  private Selected selected(int value) {
    if (!isSelection(value)) {
      return new Selected(ChannelSelection.all(block.shapes().get(value).channels()), value);
    }
    ChannelSelection own = operatorModules(value).selection();
    Selected earlier = selected(producer(value).inputs().get(0));
    return new Selected(own.after(earlier.selection()), earlier.value());
  }

  private boolean isActivatedBatchNorm(int value) {
    return isComputed(value)
        && producer(value).operator() instanceof BatchNorm
        && readers(value).size() == 1
        && readers(value).get(0).operator() instanceof Activation;
  }

  private boolean isSelection(int value) {
    return isComputed(value) && selects(producer(value));
  }

  private boolean selects(Block.Node node) {
    Operator operator = node.operator();
    return operator instanceof ChannelShuffle || operator instanceof ChannelSlice;
  }

  /** Whether a node reads what a selection was made of instead of its result. */
  private boolean takesSelections(Block.Node node) {
    return selects(node) || node.operator() instanceof Concatenation;
  }

  private boolean isComputed(int value) {
    return value >= block.inputs().size();
  }

  private Block.Node producer(int value) {
    return block.nodes().get(value - block.inputs().size());
  }

  private List<Block.Node> readers(int value) {
    return block.nodes().stream().filter(node -> node.inputs().contains(value)).toList();
  }
}
