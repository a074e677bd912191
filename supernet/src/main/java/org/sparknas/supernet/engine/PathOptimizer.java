package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.Storage;
import org.sparknas.supernet.module.ParameterLayout;

/**
 * Applies one of ND4J's updaters to the parameters of a path and to nothing else: what is off the
 * path keeps its value and its momentum. Weight decay is added to the gradient of weights; norms
 * and biases do not decay.
 */
public final class PathOptimizer implements AutoCloseable {

  /** A stretch of memory that one updater call moves. */
  private record Stretch(
      INDArray values, INDArray gradients, double decay, GradientUpdater<?> updater) {}

  private final PathMemory memory;
  private final IUpdater updater;
  private final double weightDecay;
  private final int planes;
  private final Storage state;
  private final Map<Block, List<Stretch>> stretches = new HashMap<>();

  /**
   * @param updater how gradients become steps, with its learning rate or schedule
   */
  public PathOptimizer(PathMemory memory, IUpdater updater, double weightDecay) {
    this.memory = memory;
    this.updater = updater;
    this.weightDecay = weightDecay;
    this.planes = planes(updater);
    this.state =
        Storage.allocate(DataType.FLOAT, Math.max(1, (long) planes * memory.layout().length()));
  }

  /** How many values of state an updater keeps for each parameter: momentum 1, Adam 2. */
  public static int planes(IUpdater updater) {
    return Math.toIntExact(updater.stateSize(1));
  }

  /** Moves the network's parameters by their gradients, and its state. */
  public void step(Network network, int iteration, int epoch) {
    for (Block block : network.blocks()) {
      for (Stretch stretch : stretches.computeIfAbsent(block, this::stretches)) {
        if (stretch.decay() > 0) {
          Nd4j.getBlasWrapper()
              .level1()
              .axpy(
                  stretch.values().length(),
                  stretch.decay(),
                  stretch.values(),
                  stretch.gradients());
        }
        stretch.updater().applyUpdater(stretch.gradients(), iteration, epoch);
        stretch.values().subi(stretch.gradients());
      }
    }
  }

  private List<Stretch> stretches(Block block) {
    PathMemory.BoundBlock bound = memory.bind(block);
    List<Stretch> made = new ArrayList<>();
    addStretch(made, bound.offset(), bound.decaying(), weightDecay);
    addStretch(made, bound.offset() + bound.decaying(), bound.length() - bound.decaying(), 0);
    return made;
  }

  private void addStretch(List<Stretch> made, int offset, int length, double decay) {
    if (length > 0) {
      INDArray view = planes == 0 ? null : row(state, (long) planes * offset, planes * length);
      made.add(
          new Stretch(
              row(memory.values(), offset, length),
              row(memory.gradients().gathered(), offset, length),
              decay,
              updater.instantiate(view, false)));
    }
  }

  private static INDArray row(Storage vector, long offset, int length) {
    return vector.matrix(offset, 1, length).array();
  }

  /** Copies the network's state from {@link #planes} flat vectors behind each other. */
  public void loadState(Network network, ParameterLayout vectorLayout, float[] vector) {
    copyState(network, vectorLayout, (wide, here, count) -> state.write(here, vector, wide, count));
  }

  /** Copies the network's state back. */
  public void storeState(Network network, ParameterLayout vectorLayout, float[] vector) {
    copyState(network, vectorLayout, (wide, here, count) -> state.read(here, vector, wide, count));
  }

  /** In this memory the planes of a stretch stand together, as ND4J's updaters want them. */
  private void copyState(Network network, ParameterLayout vectorLayout, ParameterLayout.Run run) {
    int length = vectorLayout.length();
    for (Block block : network.blocks()) {
      PathMemory.BoundBlock bound = memory.bind(block);
      int rest = bound.offset() + bound.decaying();
      memory.copy(
          block,
          vectorLayout,
          (wide, here, count) -> {
            int start = here < rest ? bound.offset() : rest;
            int size = here < rest ? bound.decaying() : bound.length() - bound.decaying();
            for (int plane = 0; plane < planes; plane++) {
              int stretch = planes * start + plane * size;
              run.copy(plane * length + wide, stretch + here - start, count);
            }
          });
    }
  }

  @Override
  public void close() {
    state.close();
  }
}
