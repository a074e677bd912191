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

  /** How many numbers one updater call moves, so that all it touches stays in a core's cache. */
  private static final int STRETCH = 1 << 16;

  /** A stretch of memory that one updater call moves. */
  private record Stretch(
      INDArray values, INDArray gradients, double decay, GradientUpdater<?> updater) {

    void move(int iteration, int epoch) {
      if (decay > 0) {
        Nd4j.getBlasWrapper().level1().axpy(values.length(), decay, values, gradients);
      }
      updater.applyUpdater(gradients, iteration, epoch);
      values.subi(gradients);
    }
  }

  private final PathMemory memory;
  private final IUpdater updater;
  private final double weightDecay;
  private final int planes;
  private final int longest;
  private final Storage state;
  private final Map<Block, List<Stretch>> stretches = new HashMap<>();

  /**
   * @param updater how gradients become steps, with its learning rate or schedule
   */
  public PathOptimizer(PathMemory memory, IUpdater updater, double weightDecay) {
    this(memory, updater, weightDecay, STRETCH);
  }

  /**
   * @param longest how many numbers one updater call moves at most
   */
  PathOptimizer(PathMemory memory, IUpdater updater, double weightDecay, int longest) {
    this.longest = longest;
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
    List<Stretch> all =
        network.blocks().stream()
            .flatMap(block -> stretches.computeIfAbsent(block, this::stretches).stream())
            .toList();
    memory.team().forEach(all.size(), i -> all.get(i).move(iteration, epoch));
  }

  private List<Stretch> stretches(Block block) {
    PathMemory.BoundBlock bound = memory.bind(block);
    List<Stretch> made = new ArrayList<>();
    addStretches(made, bound.offset(), bound.decaying(), weightDecay);
    addStretches(made, bound.offset() + bound.decaying(), bound.length() - bound.decaying(), 0);
    return made;
  }

  private void addStretches(List<Stretch> made, int offset, int length, double decay) {
    for (int from = offset; from < offset + length; from += longest) {
      int count = Math.min(longest, offset + length - from);
      INDArray view = planes == 0 ? null : row(state, (long) planes * from, planes * count);
      made.add(
          new Stretch(
              row(memory.values(), from, count),
              row(memory.gradients().gathered(), from, count),
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

  private void copyState(Network network, ParameterLayout vectorLayout, ParameterLayout.Run run) {
    for (Block block : network.blocks()) {
      PathMemory.BoundBlock bound = memory.bind(block);
      int rest = bound.offset() + bound.decaying();
      int end = bound.offset() + bound.length();
      memory.copy(
          block,
          vectorLayout,
          (wide, here, count) -> {
            int start = here < rest ? bound.offset() : rest;
            copyPlanes(start, here < rest ? rest : end, vectorLayout.length(), run)
                .copy(wide, here, count);
          });
    }
  }

  /** In this memory the planes of a stretch stand together, as ND4J's updaters want them. */
  private ParameterLayout.Run copyPlanes(int start, int end, int length, ParameterLayout.Run run) {
    return (wide, here, count) -> {
      int done = 0;
      while (done < count) {
        int at = here + done;
        int stretch = start + (at - start) / longest * longest;
        int size = Math.min(longest, end - stretch);
        int part = Math.min(count - done, stretch + size - at);
        for (int plane = 0; plane < planes; plane++) {
          int from = planes * stretch + plane * size + at - stretch;
          run.copy(plane * length + wide + done, from, part);
        }
        done += part;
      }
    };
  }

  @Override
  public void close() {
    state.close();
  }
}
