package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Storage;
import org.sparknas.supernet.module.ParameterLayout;

/**
 * Moves the parameters of a path as an updater says, and nothing else: what is off the path, or
 * does not learn, keeps its value and its momentum.
 */
public final class PathOptimizer implements AutoCloseable {

  /**
   * Neighbouring parameters that are moved together.
   *
   * @param decay empty where they do not learn
   */
  private record Stretch(int offset, int length, OptionalDouble decay, ParameterMove move) {

    boolean learns() {
      return decay.isPresent();
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
    this(memory, updater, rules, ThreadGradients.STRETCH);
  }

  /**
   * @param longest how many numbers are moved together at most
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

  /**
   * Moves the blocks' parameters by the sums of all threads' gradients, and their state. Zeros
   * remain of the gradients.
   */
  public void step(Collection<Block> blocks, int iteration, int epoch) {
    List<Stretch> moved = blocks.stream().flatMap(block -> stretches(block).stream()).toList();
    double factor = isLimited() ? factor(blocks, moved) : 1;
    memory.team().forEach(moved.size(), i -> moved.get(i).move().run(factor, iteration, epoch));
  }

  private boolean isLimited() {
    return Double.isFinite(rules.largestGradient());
  }

  /** What the gradient of all that learns is scaled down with. */
  private double factor(Collection<Block> blocks, List<Stretch> moved) {
    memory.gatherGradients(blocks);
    List<Stretch> learning = moved.stream().filter(Stretch::learns).toList();
    double[] squares = new double[learning.size()];
    memory.team().forEach(squares.length, i -> squares[i] = squares(learning.get(i)));
    return GradientNorm.factor(Arrays.stream(squares).sum(), rules.largestGradient());
  }

  private double squares(Stretch stretch) {
    return memory.gradients().squares(stretch.offset(), stretch.length());
  }

  private List<Stretch> stretches(Block block) {
    return stretches.computeIfAbsent(block, this::cut);
  }

  /** Neighbouring roles that decay alike are moved together. */
  private List<Stretch> cut(Block block) {
    List<Stretch> made = new ArrayList<>();
    int offset = memory.bind(block).offset();
    int length = 0;
    OptionalDouble decay = OptionalDouble.empty();
    for (ParameterLayout.Slot slot : memory.bind(block).slots()) {
      OptionalDouble mine = rules.decay(slot.shape().role());
      if (!mine.equals(decay)) {
        addStretches(made, offset, length, decay);
        offset += length;
        length = 0;
      }
      length += Math.toIntExact(slot.shape().size());
      decay = mine;
    }
    addStretches(made, offset, length, decay);
    return made;
  }

  private void addStretches(List<Stretch> made, int offset, int length, OptionalDouble decay) {
    for (int from = offset; from < offset + length; from += longest) {
      int count = Math.min(longest, offset + length - from);
      made.add(new Stretch(from, count, decay, move(from, count, decay)));
    }
  }

  private ParameterMove move(int from, int count, OptionalDouble decay) {
    List<Matrix> ofThreads = memory.gradients().stretch(from, count);
    // With a limit they were gathered in the first before, and zeros remain of the others.
    List<Matrix> gradients = isLimited() ? ofThreads.subList(0, 1) : ofThreads;
    Kernels kernels = memory.kernels();
    if (decay.isEmpty()) {
      return (factor, iteration, epoch) -> gradients.forEach(each -> kernels.fill(0, each));
    }
    Matrix values = memory.values().matrix(from, 1, count);
    Matrix states = planes == 0 ? null : state.matrix((long) planes * from, 1, planes * count);
    Optional<MomentumMove.Steps> momentum = MomentumMove.steps(updater);
    if (momentum.isPresent()) {
      return new MomentumMove(
          kernels, momentum.get(), decay.getAsDouble(), gradients, states, values);
    }
    INDArray view = states == null ? null : states.array();
    GradientUpdater<?> mine = updater.instantiate(view, false);
    return new UpdaterMove(kernels, mine, decay.getAsDouble(), gradients, values);
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
