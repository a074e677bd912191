package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
 * path, or does not learn, keeps its value and its momentum.
 */
public final class PathOptimizer implements AutoCloseable {

  /** How many numbers one updater call moves, so that all it touches stays in a core's cache. */
  private static final int STRETCH = 1 << 16;

  /** A stretch of memory that one updater call moves. */
  private record Stretch(
      int offset,
      int length,
      double decay,
      INDArray values,
      INDArray gradients,
      GradientUpdater<?> updater) {

    void move(double factor, int iteration, int epoch) {
      if (factor < 1) {
        gradients.muli(factor);
      }
      if (decay > 0) {
        Nd4j.getBlasWrapper().level1().axpy(length, decay, values, gradients);
      }
      updater.applyUpdater(gradients, iteration, epoch);
      values.subi(gradients);
    }
  }

  private final PathMemory memory;
  private final IUpdater updater;
  private final UpdateRules rules;
  private final int planes;
  private final int longest;
  private final Storage state;
  private final Map<Block, List<Stretch>> stretches = new HashMap<>();

  /**
   * @param updater how gradients become steps, with its learning rate or schedule
   */
  public PathOptimizer(PathMemory memory, IUpdater updater, UpdateRules rules) {
    this(memory, updater, rules, STRETCH);
  }

  /**
   * @param longest how many numbers one updater call moves at most
   */
  PathOptimizer(PathMemory memory, IUpdater updater, UpdateRules rules, int longest) {
    this.memory = memory;
    this.updater = updater;
    this.rules = rules;
    this.longest = longest;
    this.planes = planes(updater);
    this.state =
        Storage.allocate(
            memory.values().type(), Math.max(1, (long) planes * memory.layout().length()));
  }

  /** How many values of state an updater keeps for each parameter: momentum 1, Adam 2. */
  public static int planes(IUpdater updater) {
    return Math.toIntExact(updater.stateSize(1));
  }

  /** Moves the blocks' parameters by their gradients, and their state. */
  public void step(Collection<Block> blocks, int iteration, int epoch) {
    List<Stretch> moved = blocks.stream().flatMap(block -> stretches(block).stream()).toList();
    double factor = Double.isInfinite(rules.largestGradient()) ? 1 : factor(moved);
    memory.team().forEach(moved.size(), i -> moved.get(i).move(factor, iteration, epoch));
  }

  /** What the gradient of all stretches is scaled down with. */
  private double factor(List<Stretch> moved) {
    double[] squares = new double[moved.size()];
    memory
        .team()
        .forEach(
            squares.length,
            i ->
                squares[i] =
                    memory.gradients().squares(moved.get(i).offset(), moved.get(i).length()));
    return GradientNorm.factor(Arrays.stream(squares).sum(), rules.largestGradient());
  }

  private List<Stretch> stretches(Block block) {
    return stretches.computeIfAbsent(block, this::cut);
  }

  /** Neighbouring roles that decay alike are moved together; what does not learn is in none. */
  private List<Stretch> cut(Block block) {
    List<Stretch> made = new ArrayList<>();
    int offset = 0;
    int length = 0;
    double decay = 0;
    for (ParameterLayout.Slot slot : memory.bind(block).slots()) {
      OptionalDouble mine = rules.decay(slot.shape().role());
      if (length > 0 && (mine.isEmpty() || mine.getAsDouble() != decay)) {
        addStretches(made, offset, length, decay);
        length = 0;
      }
      if (mine.isPresent()) {
        offset = length == 0 ? slot.offset() : offset;
        length += Math.toIntExact(slot.shape().size());
        decay = mine.getAsDouble();
      }
    }
    addStretches(made, offset, length, decay);
    return made;
  }

  private void addStretches(List<Stretch> made, int offset, int length, double decay) {
    for (int from = offset; from < offset + length; from += longest) {
      int count = Math.min(longest, offset + length - from);
      INDArray view = planes == 0 ? null : row(state, (long) planes * from, planes * count);
      made.add(
          new Stretch(
              from,
              count,
              decay,
              row(memory.values(), from, count),
              row(memory.gradients().gathered(), from, count),
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
    int length = vectorLayout.length();
    for (Block block : network.blocks()) {
      List<Stretch> mine = stretches(block);
      memory.copy(
          block,
          vectorLayout,
          (wide, here, count) ->
              mine.forEach(stretch -> copyPlanes(stretch, length, wide, here, count, run)));
    }
  }

  /**
   * Copies what a stretch has of a run. In this memory the planes of a stretch stand together, as
   * ND4J's updaters want them.
   */
  private void copyPlanes(
      Stretch stretch, int length, int wide, int here, int count, ParameterLayout.Run run) {
    int from = Math.max(here, stretch.offset());
    int to = Math.min(here + count, stretch.offset() + stretch.length());
    if (from >= to) {
      return;
    }
    for (int plane = 0; plane < planes; plane++) {
      int first = planes * stretch.offset() + plane * stretch.length();
      run.copy(plane * length + wide + from - here, first + from - stretch.offset(), to - from);
    }
  }

  @Override
  public void close() {
    state.close();
  }
}
