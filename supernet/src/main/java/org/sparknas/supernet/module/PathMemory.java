package org.sparknas.supernet.module;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.ParameterShape;

/**
 * The native memory in which paths compute: values, gradients and optimiser state of the blocks of
 * a step, each block contiguous at its own width. Modules are made once for each distinct block.
 */
public final class PathMemory {

  /**
   * A block in this memory.
   *
   * @param module computes it with the parameters in this memory
   * @param gradients of all its parameters, {@code [1, length]}
   * @param offset of the block's first value
   * @param decaying how many values at the start decay
   * @param length how many values there are
   */
  public record BoundBlock(
      ModuleGraph module,
      INDArray gradients,
      List<ParameterLayout.Slot> slots,
      int offset,
      int decaying,
      int length) {}

  private final ParameterLayout layout;
  private final INDArray values;
  private final INDArray gradients;
  private final FloatBuffer valueBuffer;
  private final FloatBuffer gradientBuffer;
  private final Map<Block, BoundBlock> bound = new HashMap<>();

  /**
   * @param layout holds every block that will be bound, at its width or wider
   */
  public PathMemory(ParameterLayout layout) {
    this.layout = layout;
    this.values = Nd4j.create(DataType.FLOAT, layout.length());
    this.gradients = Nd4j.create(DataType.FLOAT, layout.length());
    this.valueBuffer = values.data().asNioFloat();
    this.gradientBuffer = gradients.data().asNioFloat();
  }

  public ParameterLayout layout() {
    return layout;
  }

  INDArray values() {
    return values;
  }

  INDArray gradients() {
    return gradients;
  }

  /** The network as a module over this memory. */
  public ModuleGraph module(Network network) {
    List<ModuleGraph.Node> nodes = new ArrayList<>();
    for (Network.Node node : network.nodes()) {
      nodes.add(new ModuleGraph.Node(bind(node.block()).module(), node.inputs()));
    }
    return new ModuleGraph(1, nodes);
  }

  /** Copies the network's parameters from a flat vector. */
  public void load(Network network, ParameterLayout vectorLayout, float[] vector) {
    for (Block block : network.blocks()) {
      copy(block, vectorLayout, (wide, here, count) -> valueBuffer.put(here, vector, wide, count));
    }
  }

  /** Copies the network's parameters back. */
  public void store(Network network, ParameterLayout vectorLayout, float[] vector) {
    for (Block block : network.blocks()) {
      copy(block, vectorLayout, (wide, here, count) -> valueBuffer.get(here, vector, wide, count));
    }
  }

  /** Copies the gradients of the network's parameters. */
  public void storeGradients(Network network, ParameterLayout vectorLayout, float[] vector) {
    for (Block block : network.blocks()) {
      copy(
          block,
          vectorLayout,
          (wide, here, count) -> gradientBuffer.get(here, vector, wide, count));
    }
  }

  /** Sets the gradients of the network's parameters to zero. */
  public void clearGradients(Network network) {
    for (Block block : network.blocks()) {
      bind(block).gradients().assign(0);
    }
  }

  /** The runs of a block's parameters: offset in the vector, offset in this memory, count. */
  void copy(Block block, ParameterLayout vectorLayout, ParameterLayout.Run run) {
    for (ParameterLayout.Slot here : bind(block).slots()) {
      ParameterLayout.Slot there = vectorLayout.slot(here.shape().name());
      ParameterLayout.runs(there, here.shape(), here.offset(), run);
    }
  }

  /** The block in this memory; its modules are made at its first use. */
  public BoundBlock bind(Block block) {
    return bound.computeIfAbsent(block, this::place);
  }

  private BoundBlock place(Block block) {
    int start = layout.region(block.name()).offset();
    Map<String, Parameter> parameters = new HashMap<>();
    List<ParameterLayout.Slot> slots = new ArrayList<>();
    int offset = start;
    int decaying = 0;
    for (ParameterShape shape : ParameterLayout.decayingFirst(block.parameters())) {
      parameters.put(
          shape.name(),
          new Parameter(shape, view(values, shape, offset), view(gradients, shape, offset)));
      slots.add(new ParameterLayout.Slot(shape, offset));
      offset += Math.toIntExact(shape.size());
      decaying = shape.role() == ParameterRole.WEIGHT ? offset - start : decaying;
    }
    ModuleGraph module = BlockModules.of(block, shape -> parameters.get(shape.name()));
    int length = offset - start;
    return new BoundBlock(module, row(gradients, start, length), slots, start, decaying, length);
  }

  /** A view of a stretch of a vector, {@code [1, length]}. */
  static INDArray row(INDArray vector, long offset, long length) {
    return Nd4j.create(vector.data(), new long[] {1, length}, new long[] {length, 1}, offset, 'c');
  }

  private static INDArray view(INDArray vector, ParameterShape shape, int offset) {
    return Nd4j.create(
        vector.data(),
        new long[] {shape.rows(), shape.columns()},
        new long[] {shape.columns(), 1},
        offset,
        'c');
  }
}
