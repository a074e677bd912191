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
import org.sparknas.supernet.module.BatchNormalisation;
import org.sparknas.supernet.module.ExpansionLayer;
import org.sparknas.supernet.module.MixtureWeights;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Parameter;
import org.sparknas.supernet.module.Pass;

/**
 * One thread's part in a run: takes chunks of images through phases; {@link ChunkBackward} takes
 * them back. What a chunk needs only within a phase lives in the thread's own arena.
 */
final class ChunkPass implements Pass {

  private final Kernels kernels;
  private final Batch batch;
  private final Schedule schedule;
  private final Arena arena;
  private final int thread;
  private final ThreadGradients parameterGradients;
  private final Map<String, MixtureWeights> mixtures = new HashMap<>();

  /** This chunk's values: in the arena, or views of what is kept for the batch. */
  private final FeatureMap[] values;

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

  /** Memory of the arena for a value of this chunk or its gradient, not initialised. */
  FeatureMap allocate(int value) {
    return arena.map(batch.graph.shape(value), images);
  }

  /** Takes back what {@link #allocate} gave. */
  void release(FeatureMap map) {
    arena.release(map.matrix());
  }

  private FeatureMap place(int value) {
    return schedule.isStored(value) ? part(batch.values[value]) : allocate(value);
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

  /** Gives back a value that is not kept; it can be computed again. */
  void releaseValue(int value) {
    if (values[value] != null && !schedule.isStored(value)) {
      release(values[value]);
    }
    values[value] = null;
  }

  /** This chunk's share of a value, computed again where it was not kept. */
  FeatureMap value(int value) {
    if (values[value] == null) {
      if (schedule.isStored(value)) {
        values[value] = part(batch.values[value]);
      } else {
        int interrupted = running;
        compute(value, allocate(value));
        running = interrupted;
      }
    }
    return values[value];
  }

  /** Finds the gradients of what a node reads, and adds to those of its parameters. */
  void backward(int value, FeatureMap gradient, List<FeatureMap> inputGradients) {
    ModuleGraph.Node node = batch.graph.producer(value);
    running = value;
    node.module().backward(this, i -> value(node.inputs().get(i)), gradient, inputGradients);
    releaseScratch();
  }

  int thread() {
    return thread;
  }

  /** The number of the chunk within its phase. */
  int chunk() {
    return chunk;
  }

  /** Gives back all scratch. */
  void releaseScratch() {
    releaseScratch(0);
  }

  /** Gives back all scratch but that of a module which waits for a value computed again. */
  private void releaseScratch(int held) {
    List<Matrix> mine = scratch.subList(held, scratch.size());
    mine.forEach(arena::release);
    mine.clear();
  }

  void start(Chunks chunks, int number) {
    chunk = number;
    firstImage = chunks.start(number);
    images = chunks.size(number);
  }

  void finish() {
    Arrays.fill(values, null);
    arena.reset();
  }

  /** This chunk's share of what is kept for the batch. */
  FeatureMap part(FeatureMap whole) {
    return whole.images(firstImage, images);
  }

  /** The gradients of mixtures' weights that this thread summed. */
  Map<String, MixtureWeights> mixtures() {
    return mixtures;
  }
}
