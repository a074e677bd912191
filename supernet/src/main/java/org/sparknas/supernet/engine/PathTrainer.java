package org.sparknas.supernet.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.learning.config.IUpdater;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/**
 * Training steps on paths of a supernet: the path's prefixes are copied into contiguous memory,
 * trained there as a plain network, and copied back. Not for use by several threads at once.
 */
public final class PathTrainer implements AutoCloseable {

  /**
   * What a step works on.
   *
   * @param values parameters, which the step changes
   * @param state optimiser state, {@link PathOptimizer#planes} times as long, changed too
   */
  public record Vectors(ParameterLayout layout, float[] values, float[] state) {}

  /**
   * Where a step stands in time.
   *
   * @param iteration from 0 over the whole training
   * @param seed of dropout
   */
  public record Step(int iteration, int epoch, long seed) {}

  private final Engine engine;
  private final PathMemory memory;
  private final PathOptimizer optimizer;
  private final SoftmaxCrossEntropy loss;

  /**
   * @param engine closed with the trainer
   * @param layout of the whole supernet
   */
  public PathTrainer(
      Engine engine,
      ParameterLayout layout,
      IUpdater updater,
      UpdateRules rules,
      SoftmaxCrossEntropy loss) {
    this(engine, new PathMemory(engine, layout), updater, rules, loss);
  }

  /**
   * @param engine closed with the trainer
   * @param memory in which paths are computed; closed with the trainer
   */
  public PathTrainer(
      Engine engine,
      PathMemory memory,
      IUpdater updater,
      UpdateRules rules,
      SoftmaxCrossEntropy loss) {
    this.engine = engine;
    this.memory = memory;
    this.optimizer = new PathOptimizer(memory, updater, rules);
    this.loss = loss;
  }

  /**
   * One step on one path. Only the path's parameters and their optimiser state change.
   *
   * @param labels one class for each image
   * @return the mean loss of the batch before the step
   */
  public double train(Vectors vectors, Network path, FeatureMap images, int[] labels, Step step) {
    load(vectors, path);
    double batchLoss = step(path, images, labels, step);
    store(vectors, path);
    return batchLoss;
  }

  /** Makes a path's parameters and their optimiser state resident. */
  public void load(Vectors vectors, Network path) {
    memory.load(path, vectors.layout(), vectors.values());
    optimizer.loadState(path, vectors.layout(), vectors.state());
  }

  /** One step on a path whose parameters are resident; see {@link #train}. */
  public double step(Network path, FeatureMap images, int[] labels, Step step) {
    return step(List.of(new WeighedPath(path, Map.of())), images, labels, step);
  }

  /**
   * One step on several paths whose parameters are resident: their gradients are summed, and what
   * any of them holds is moved once.
   *
   * @return the mean of the paths' losses before the step
   * @throws IllegalArgumentException when they hold a block at two widths, which would overlap
   */
  public double step(List<WeighedPath> paths, FeatureMap images, int[] labels, Step step) {
    List<Block> blocks = blocks(paths);
    double sum = 0;
    try {
      for (WeighedPath path : paths) {
        sum += addGradients(path, images, labels, step.seed());
      }
      optimizer.step(blocks, step.iteration(), step.epoch());
    } catch (RuntimeException | Error e) {
      memory.clearGradients(blocks); // the next step must not find what this one left
      throw e;
    }
    return sum / paths.size();
  }

  /** Forward and backward on one path; returns its loss. */
  private double addGradients(WeighedPath path, FeatureMap images, int[] labels, long seed) {
    TrainingRun run =
        engine.train(memory.modules(path.network()), List.of(images), seed, path.mixtures());
    FeatureMap gradient = run.outputGradient();
    double pathLoss = loss.apply(run.output().matrix(), labels, gradient.matrix());
    run.backward(gradient, memory.gradients());
    return pathLoss;
  }

  private static List<Block> blocks(List<WeighedPath> paths) {
    List<Block> blocks =
        paths.stream().flatMap(path -> path.network().blocks().stream()).distinct().toList();
    Set<String> names = new HashSet<>();
    for (Block block : blocks) {
      if (!names.add(block.name())) {
        throw new IllegalArgumentException(
            "the paths of a step have the block '" + block.name() + "' at different widths");
      }
    }
    return blocks;
  }

  /** Copies what the steps left back to the vectors. */
  public void store(Vectors vectors, Network path) {
    memory.store(path, vectors.layout(), vectors.values());
    optimizer.storeState(path, vectors.layout(), vectors.state());
  }

  @Override
  public void close() {
    optimizer.close();
    memory.close();
    engine.close();
  }
}
