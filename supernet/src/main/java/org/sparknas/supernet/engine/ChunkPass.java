package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.NormalisationRows;
import org.sparknas.supernet.kernel.NormalisationSums;
import org.sparknas.supernet.module.BatchNormalisation;
import org.sparknas.supernet.module.ExpansionLayer;
import org.sparknas.supernet.module.MixtureWeights;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Parameter;
import org.sparknas.supernet.module.Pass;

/**
 * One thread's part in a run: takes chunks of images through phases, forward and backward. What a
 * chunk needs only within a phase lives in the thread's own arena.
 */
final class ChunkPass implements Pass {

  private final Kernels kernels;
  private final Batch batch;
  private final Schedule schedule;
  private final Arena arena;
  private final int thread;
  private final ThreadGradients parameterGradients;
  private final Map<String, MixtureWeights> mixtures = new HashMap<>();

  /** This chunk's values and gradients: in the arena, or views of what is kept for the batch. */
  private final FeatureMap[] values;

  private final FeatureMap[] gradients;
  private final List<Matrix> scratch = new ArrayList<>();
  private int chunk;
  private int firstImage;
  private int images;
  private int running;

  /**
   * @param parameterGradients null where nobody wants them
   */
  ChunkPass(
      Kernels kernels, Batch batch, Arena arena, int thread, ThreadGradients parameterGradients) {
    this.kernels = kernels;
    this.batch = batch;
    this.schedule = batch.schedule;
    this.arena = arena;
    this.thread = thread;
    this.parameterGradients = parameterGradients;
    batch.mixtures.forEach((name, weights) -> mixtures.put(name, weights.fresh()));
    values = new FeatureMap[batch.graph.values()];
    gradients = new FeatureMap[batch.graph.values()];
  }

  @Override
  public Kernels kernels() {
    return kernels;
  }

  @Override
  public Mode mode() {
    return batch.mode;
  }

  @Override
  public NormalisationRows rows(BatchNormalisation norm) {
    return batch.rows(norm);
  }

  @Override
  public Matrix gradient(Parameter parameter) {
    return parameterGradients == null ? null : parameterGradients.of(parameter, thread);
  }

  @Override
  public MixtureWeights mixture(String name) {
    MixtureWeights weights = mixtures.get(name);
    if (weights == null) {
      throw new IllegalStateException("no weights were set for the mixture '" + name + "'");
    }
    return weights;
  }

  @Override
  public RandomGenerator random(int image) {
    long place = (long) running * Integer.MAX_VALUE + firstImage + image;
    return new SplittableRandom(new SplittableRandom(batch.mixedSeed ^ place).nextLong());
  }

  @Override
  public Matrix scratch(int rows, int columns) {
    Matrix matrix = arena.matrix(rows, columns);
    scratch.add(matrix);
    return matrix;
  }

  /** Computes the values of a phase for the images of a chunk. */
  void forward(int phase, Chunks chunks, int number) {
    start(chunks, number);
    for (int value : schedule.values(phase)) {
      if (!batch.graph.isInput(value)) {
        compute(value);
        releaseReadOut(value);
      }
      gatherStatistics(value);
    }
    finish();
  }

  private void gatherStatistics(int value) {
    if (batch.chunkMoments[value] != null) {
      batch.chunkMoments[value][chunk] = kernels.moments(value(value).matrix());
    }
    if (batch.chunkCovariances[value] != null) {
      batch.chunkCovariances[value][chunk] = ExpansionLayer.covariance(this, value(value));
      releaseScratch(0);
    }
  }

  private FeatureMap place(int value) {
    return schedule.isStored(value)
        ? part(batch.values[value])
        : arena.map(batch.graph.shape(value), images);
  }

  private void compute(int value) {
    if (schedule.overwrites(value)) {
      int input = batch.graph.producer(value).inputs().get(0);
      compute(value, values[input]);
      values[input] = null;
    } else {
      compute(value, place(value));
    }
  }

  private void compute(int value, FeatureMap output) {
    ModuleGraph.Node node = batch.graph.producer(value);
    List<FeatureMap> inputs = node.inputs().stream().map(this::value).toList();
    int held = scratch.size();
    running = value;
    node.module().forward(this, inputs, output);
    values[value] = output;
    releaseScratch(held);
  }

  /** Gives back the inputs of a node that no later node reads. */
  private void releaseReadOut(int reader) {
    for (int input : batch.graph.producer(reader).inputs()) {
      if (schedule.lastReader(input) == reader) {
        releaseValue(input);
      }
    }
  }

  private void releaseValue(int value) {
    if (values[value] != null && !schedule.isStored(value)) {
      arena.release(values[value].matrix());
    }
    values[value] = null;
  }

  /** This chunk's share of a value, computed again where it was not kept. */
  private FeatureMap value(int value) {
    if (values[value] == null) {
      if (schedule.isStored(value)) {
        values[value] = part(batch.values[value]);
      } else {
        int interrupted = running;
        compute(value, arena.map(batch.graph.shape(value), images));
        running = interrupted;
      }
    }
    return values[value];
  }

  /** Computes gradients of the values of a phase, last value first, for the images of a chunk. */
  void backward(int phase, Chunks chunks, int number) {
    start(chunks, number);
    List<Integer> ofPhase = schedule.values(phase);
    for (int i = ofPhase.size() - 1; i >= 0; i--) {
      int value = ofPhase.get(i);
      schedule.norms(value).forEach(norm -> throughNorm(value, norm));
      if (!batch.graph.isInput(value) && !schedule.isWithinExpansion(value)) {
        throughNode(value, gradient(value));
      }
      releaseValue(value);
      releaseGradient(value);
    }
    finish();
  }

  private FeatureMap gradient(int value) {
    return schedule.isGradientStored(value) || isOutput(value)
        ? part(batch.gradients[value])
        : gradients[value];
  }

  private boolean isOutput(int value) {
    return value == batch.graph.values() - 1;
  }

  /** The second half of a batch norm's backward, from its gradient to its input's. */
  private void throughNorm(int value, int norm) {
    boolean wanted = !schedule.isGradientStored(value) || batch.gradients[value] != null;
    if (!wanted) {
      return;
    }
    boolean first =
        schedule.isGradientStored(value)
            ? schedule.firstContributor(value) < 0 && schedule.norms(value).get(0) == norm
            : gradients[value] == null;
    FeatureMap target = target(value, first);
    secondHalf(norm, value(value), part(batch.normGradients[norm]), target);
    addUnless(first, value, target);
  }

  private void secondHalf(int norm, FeatureMap awaited, FeatureMap left, FeatureMap target) {
    if (schedule.isExpansion(norm)) {
      batch.expansions[norm].inputGradient(this, awaited, left, target);
    } else {
      batch
          .norm(norm)
          .inputGradient(this, awaited, left, batch.sums[norm], batch.count(norm), target);
    }
  }

  private NormalisationSums firstHalf(int norm, FeatureMap gradient) {
    FeatureMap input = value(batch.graph.producer(norm).inputs().get(0));
    FeatureMap left = part(batch.normGradients[norm]);
    if (schedule.isExpansion(norm)) {
      FeatureMap awaited = value(schedule.awaited(norm));
      return batch.expansions[norm].firstHalf(this, thread, awaited, input, gradient, left);
    }
    return batch.norm(norm).sums(this, input, gradient, left);
  }

  private void throughNode(int value, FeatureMap gradient) {
    ModuleGraph.Node node = batch.graph.producer(value);
    if (schedule.separatesPhases(value)) {
      batch.chunkSums[value][chunk] = firstHalf(value, gradient);
      return;
    }
    int count = node.inputs().size();
    FeatureMap[] targets = new FeatureMap[count];
    boolean[] first = new boolean[count];
    for (int i = 0; i < count; i++) {
      int input = node.inputs().get(i);
      first[i] = isFirst(value, i, input);
      targets[i] = target(input, first[i]);
    }
    running = value;
    node.module()
        .backward(this, i -> value(node.inputs().get(i)), gradient, Arrays.asList(targets));
    releaseScratch(0);
    for (int i = 0; i < count; i++) {
      addUnless(first[i], node.inputs().get(i), targets[i]);
    }
  }

  /** Whether nothing has been written yet to the gradient of a node's input. */
  private boolean isFirst(int node, int position, int input) {
    if (schedule.isGradientStored(input)) {
      return schedule.firstContributor(input) == node
          && batch.graph.producer(node).inputs().indexOf(input) == position;
    }
    return gradients[input] == null;
  }

  /** Where a contribution to a value's gradient is written: in place if it is the first. */
  private FeatureMap target(int value, boolean first) {
    if (schedule.isGradientStored(value)) {
      if (batch.gradients[value] == null) {
        return null;
      }
      if (first) {
        return part(batch.gradients[value]);
      }
    }
    FeatureMap target = arena.map(batch.graph.shape(value), images);
    if (first) {
      gradients[value] = target;
    }
    return target;
  }

  private void addUnless(boolean first, int value, FeatureMap contribution) {
    if (!first && contribution != null) {
      Matrix sum = gradient(value).matrix();
      kernels.add(sum, contribution.matrix(), sum);
      arena.release(contribution.matrix());
    }
  }

  private void releaseGradient(int value) {
    if (gradients[value] != null) {
      arena.release(gradients[value].matrix());
      gradients[value] = null;
    }
  }

  /** Gives back what was asked for between phases. */
  void releaseScratch() {
    releaseScratch(0);
  }

  /** Gives back all scratch but that of a module which waits for a value computed again. */
  private void releaseScratch(int held) {
    List<Matrix> mine = scratch.subList(held, scratch.size());
    mine.forEach(arena::release);
    mine.clear();
  }

  private void start(Chunks chunks, int number) {
    chunk = number;
    firstImage = chunks.start(number);
    images = chunks.size(number);
  }

  private void finish() {
    Arrays.fill(values, null);
    Arrays.fill(gradients, null);
    arena.reset();
  }

  private FeatureMap part(FeatureMap whole) {
    return whole.images(firstImage, images);
  }

  /** The gradients of mixtures' weights that this thread summed. */
  Map<String, MixtureWeights> mixtures() {
    return mixtures;
  }

  /** Adds the sums of a batch norm over the whole batch to the gradients of its parameters. */
  void addSums(int norm) {
    batch.norm(norm).addSums(this, batch.sums[norm]);
  }
}
