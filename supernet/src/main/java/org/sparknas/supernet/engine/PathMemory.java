package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Storage;
import org.sparknas.supernet.module.BlockModules;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Parameter;
import org.sparknas.supernet.module.ParameterLayout;

/**
 * The native memory in which paths compute: values, gradients and optimiser state of the blocks of
 * a step, each block contiguous at its own width. Modules are made once for each distinct block.
 */
public final class PathMemory implements AutoCloseable {

  /**
   * A block in this memory.
   *
   * @param modules compute it with the parameters in this memory
   * @param slots of its parameters, behind each other
   * @param offset of the block's first value
   * @param length how many values there are; 0 for a block without parameters
   */
  public record BoundBlock(
      ModuleGraph modules, List<ParameterLayout.Slot> slots, int offset, int length) {}

  private final ParameterLayout layout;
  private final Storage values;
  private final Engine engine;
  private ThreadGradients gradients;
  private final Map<Block, BoundBlock> bound = new HashMap<>();

  /**
   * @param engine that will run the paths
   * @param layout holds every block that will be bound, at its width or wider
   */
  public PathMemory(Engine engine, ParameterLayout layout) {
    this.layout = layout;
    this.values = Storage.allocate(engine.type(), layout.length());
    this.engine = engine;
  }

  public ParameterLayout layout() {
    return layout;
  }

  Storage values() {
    return values;
  }

  Kernels kernels() {
    return engine.kernels();
  }

  /** The threads of the engine. */
  Team team() {
    return engine.team();
  }

  /**
   * Where the threads of the engine sum gradients; zeros at first, and behind each step of an
   * optimiser.
   */
  public ThreadGradients gradients() {
    if (gradients == null) {
      gradients = engine.gradients(layout.length());
    }
    return gradients;
  }

  /** The network as a graph of modules over this memory, each block a part of it. */
  public ModuleGraph modules(Network network) {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(network.input());
    int[] numbers = new int[network.nodes().size() + 1];
    for (int i = 0; i < network.nodes().size(); i++) {
      Network.Node node = network.nodes().get(i);
      int[] inputs = node.inputs().stream().mapToInt(input -> numbers[input]).toArray();
      numbers[i + 1] = graph.add(bind(node.block()).modules(), inputs);
    }
    return graph.build();
  }

  /** Copies the network's parameters from a flat vector. */
  public void load(Network network, ParameterLayout vectorLayout, float[] vector) {
    for (Block block : network.blocks()) {
      copy(block, vectorLayout, (wide, here, count) -> values.write(here, vector, wide, count));
    }
  }

  /** Copies the network's parameters back. */
  public void store(Network network, ParameterLayout vectorLayout, float[] vector) {
    for (Block block : network.blocks()) {
      copy(block, vectorLayout, (wide, here, count) -> values.read(here, vector, wide, count));
    }
  }

  /** Sums up what the threads found of the gradients of the blocks' parameters. */
  public void gatherGradients(Collection<Block> blocks) {
    withParameters(blocks).forEach(b -> gradients().gather(b.offset(), b.length()));
  }

  /** Copies the gathered gradients of the network's parameters. */
  public void storeGradients(Network network, ParameterLayout vectorLayout, float[] vector) {
    for (Block block : network.blocks()) {
      copy(
          block,
          vectorLayout,
          (wide, here, count) -> gradients().gathered().read(here, vector, wide, count));
    }
  }

  /** Sets the gradients of the blocks' parameters to zero. */
  public void clearGradients(Collection<Block> blocks) {
    withParameters(blocks).forEach(b -> gradients().clear(b.offset(), b.length()));
  }

  private Stream<BoundBlock> withParameters(Collection<Block> blocks) {
    return blocks.stream().map(this::bind).filter(bound -> bound.length() > 0);
  }

  /** The runs of a block's parameters: offset in the vector, offset in this memory, count. */
  void copy(Block block, ParameterLayout vectorLayout, ParameterLayout.Run run) {
    for (ParameterLayout.Slot here : bind(block).slots()) {
      ParameterLayout.Slot there = vectorLayout.slot(here.shape().name());
      ParameterLayout.runs(there, here.shape(), here.offset(), run);
    }
  }

  /**
   * The block in this memory; its modules are made at its first use.
   *
   * @throws IllegalArgumentException when the layout has no such block, or only a smaller one
   */
  public BoundBlock bind(Block block) {
    return bound.computeIfAbsent(block, this::place);
  }

  private BoundBlock place(Block block) {
    requireRoom(block);
    int start = block.parameters().isEmpty() ? 0 : layout.region(block.name()).offset();
    Map<String, Parameter> parameters = new HashMap<>();
    List<ParameterLayout.Slot> slots = new ArrayList<>();
    int offset = start;
    for (ParameterShape shape : ParameterLayout.byRole(block.parameters())) {
      Matrix value = values.matrix(offset, shape.rows(), shape.columns());
      parameters.put(shape.name(), new Parameter(shape, value));
      slots.add(new ParameterLayout.Slot(shape, offset));
      offset += Math.toIntExact(shape.size());
    }
    ModuleGraph modules = BlockModules.of(block, shape -> parameters.get(shape.name()));
    return new BoundBlock(modules, slots, start, offset - start);
  }

  private void requireRoom(Block block) {
    if (block.parameters().isEmpty()) {
      return;
    }
    long length = block.parameters().stream().mapToLong(ParameterShape::size).sum();
    int most = layout.region(block.name()).length();
    if (length > most) {
      throw new IllegalArgumentException(
          "block '%s' has %d parameters, more than the layout's %d"
              .formatted(block.name(), length, most));
    }
  }

  @Override
  public void close() {
    values.close();
    if (gradients != null) {
      gradients.close();
    }
  }
}
