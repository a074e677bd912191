package org.sparknas.supernet.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.module.MixtureWeights;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Pass;

/**
 * Runs graphs of modules on batches, with memory that it keeps from run to run. What a run returns
 * is overwritten by the next. Not for use by several threads at once.
 */
public final class Engine implements AutoCloseable {

  private final Kernels kernels;
  private final DataType type;
  private final Team team;
  private final Arena batchMemory;
  private final List<Arena> chunkMemory;

  /** What stands in the memory. */
  private Batch last;

  /**
   * @param type of all numbers
   * @param threads that compute at once, at least one
   */
  public Engine(Kernels kernels, DataType type, int threads) {
    this.kernels = kernels;
    this.type = type;
    this.team = new Team(threads);
    this.batchMemory = new Arena(type);
    this.chunkMemory = IntStream.range(0, threads).mapToObj(i -> new Arena(type)).toList();
  }

  /** An engine for 32-bit floats with one thread, on the fastest kernels there are. */
  public static Engine ofOneThread() {
    return new Engine(Kernels.ofBackend(), DataType.FLOAT, 1);
  }

  public Kernels kernels() {
    return kernels;
  }

  Team team() {
    return team;
  }

  /** The type of all numbers. */
  DataType type() {
    return type;
  }

  /** New vectors for the gradients of parameters in a storage of this length. */
  public ThreadGradients gradients(long length) {
    return new ThreadGradients(kernels, type, length, team);
  }

  /**
   * Runs forward with the batch's own statistics; backward may follow.
   *
   * @param seed of dropout
   * @param mixtures weights by the names of mixtures
   */
  public TrainingRun train(
      ModuleGraph graph, List<FeatureMap> inputs, long seed, Map<String, MixtureWeights> mixtures) {
    Batch batch = batch(graph, Pass.Mode.TRAIN, inputs, seed, mixtures);
    forward(batch, Map.of());
    return new TrainingRun(this, batch);
  }

  /** What a batch gives: the output and the moments of each batch norm by its full name. */
  public record Recalibration(FeatureMap output, Map<String, ChannelMoments> moments) {}

  /** Runs forward with the batch's own statistics and gathers them. */
  public Recalibration recalibrate(
      ModuleGraph graph, List<FeatureMap> inputs, Map<String, MixtureWeights> mixtures) {
    Batch batch = batch(graph, Pass.Mode.RECALIBRATE, inputs, 0, mixtures);
    return new Recalibration(forward(batch, Map.of()), batch.moments());
  }

  /** Runs forward with given statistics, by the full names of batch norms. */
  public FeatureMap infer(
      ModuleGraph graph,
      List<FeatureMap> inputs,
      Map<String, ChannelMoments> statistics,
      Map<String, MixtureWeights> mixtures) {
    return forward(batch(graph, Pass.Mode.INFER, inputs, 0, mixtures), statistics);
  }

  private Batch batch(
      ModuleGraph graph,
      Pass.Mode mode,
      List<FeatureMap> inputs,
      long seed,
      Map<String, MixtureWeights> mixtures) {
    team.requireOpen();
    last = null;
    batchMemory.reset();
    chunkMemory.forEach(Arena::reset); // a run that failed gave nothing back
    Batch batch = new Batch(graph, mode, inputs.get(0).images(), seed, mixtures);
    last = batch;
    for (int input = 0; input < inputs.size(); input++) {
      batch.values[input] = inputs.get(input);
    }
    return batch;
  }

  private FeatureMap forward(Batch batch, Map<String, ChannelMoments> statistics) {
    batch.normaliseWith(statistics);
    List<ChunkPass> passes = passes(batch, null);
    for (int phase = 0; phase < batch.schedule.phases(); phase++) {
      Chunks chunks = chunks(batch, phase);
      batch.prepareForward(phase, chunks.count(), batchMemory);
      int current = phase;
      runFreely(chunks, (member, chunk) -> passes.get(member).forward(current, chunks, chunk));
      batch.finishForward(phase, batchMemory);
    }
    return batch.values[batch.graph.values() - 1];
  }

  /**
   * Backward behind {@link #train}; called by the run.
   *
   * @param gradients null where parameters are held fixed
   */
  void backward(Batch batch, ThreadGradients gradients) {
    List<ChunkPass> passes = passes(batch, gradients);
    List<ChunkBackward> backward =
        passes.stream().map(pass -> new ChunkBackward(pass, batch)).toList();
    for (int phase = batch.schedule.phases() - 1; phase >= 0; phase--) {
      Chunks chunks = chunks(batch, phase);
      batch.prepareBackward(phase, chunks.count(), batchMemory, kernels, team.size());
      int current = phase;
      run(chunks, (member, chunk) -> backward.get(member).run(current, chunks, chunk));
      batch.finishBackward(phase, batchMemory, passes.get(0));
      passes.get(0).releaseScratch();
    }
    for (ChunkPass pass : passes) {
      pass.mixtures().forEach((name, weights) -> batch.mixtures.get(name).addGradients(weights));
    }
  }

  private List<ChunkPass> passes(Batch batch, ThreadGradients gradients) {
    return IntStream.range(0, team.size())
        .mapToObj(i -> new ChunkPass(kernels, batch, chunkMemory.get(i), i, gradients))
        .toList();
  }

  private Chunks chunks(Batch batch, int phase) {
    int limit = batch.schedule.imagesWithin(kernels.preferredBytes(), phase, type.width());
    return Chunks.of(batch.images, limit, team.size());
  }

  /** What is done with a chunk. */
  private interface ChunkBody {
    void accept(int member, int chunk);
  }

  /** Each thread takes the chunks that are its own: for sums that depend on who adds what. */
  private void run(Chunks chunks, ChunkBody body) {
    team.run(
        member -> {
          try (MemoryWorkspace workspace = StepWorkspace.open()) {
            for (int i = chunks.firstOf(member); i < chunks.firstOf(member + 1); i++) {
              body.accept(member, i);
            }
          }
        });
  }

  /** Each chunk is for the thread that is free first. */
  private void runFreely(Chunks chunks, ChunkBody body) {
    AtomicInteger next = new AtomicInteger();
    team.run(
        member -> {
          try (MemoryWorkspace workspace = StepWorkspace.open()) {
            for (int i = next.getAndIncrement(); i < chunks.count(); i = next.getAndIncrement()) {
              body.accept(member, i);
            }
          }
        });
  }

  /**
   * Throws {@link IllegalStateException} when the memory of a run is gone: another took it, or the
   * engine was closed.
   */
  void requireLast(Batch batch) {
    if (batch != last) {
      throw new IllegalStateException(
          "the memory of this run is gone: the engine has run something else since, or was closed");
    }
  }

  FeatureMap allocate(Batch batch, int value) {
    return batchMemory.map(batch.graph.shape(value), batch.images);
  }

  @Override
  public void close() {
    last = null;
    team.close();
    batchMemory.close();
    chunkMemory.forEach(Arena::close);
  }
}
