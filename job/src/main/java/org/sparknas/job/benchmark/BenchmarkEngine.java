package org.sparknas.job.benchmark;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.engine.PathOptimizer;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.engine.TrainingRun;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/**
 * All that the workloads know of how networks are computed: parameters that stay in native memory,
 * steps and forward passes on them.
 */
final class BenchmarkEngine {
  private static final double LEARNING_RATE = 0.05;
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 4e-5;

  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(0);
  private final Engine engine;
  private final PathMemory memory;
  private final PathOptimizer optimizer;
  private int steps;

  /**
   * @param layout of all networks that will be computed
   */
  BenchmarkEngine(ParameterLayout layout, int threads) {
    engine = new Engine(Kernels.ofBackend(), DataType.FLOAT, threads);
    memory = new PathMemory(engine, layout);
    optimizer = new PathOptimizer(memory, new Nesterovs(LEARNING_RATE, MOMENTUM), WEIGHT_DECAY);
  }

  /** Makes the network's parameters and momentum resident. */
  void load(PathTrainer.Vectors vectors, Network network) {
    memory.load(network, vectors.layout(), vectors.values());
    optimizer.loadState(network, vectors.layout(), vectors.state());
  }

  /** Forward, backward and SGD on resident parameters; returns the loss before the step. */
  double step(Network network, ImageBatch batch) {
    memory.clearGradients(network);
    List<FeatureMap> inputs = List.of(batch.images());
    TrainingRun run = engine.train(memory.modules(network), inputs, steps, Map.of());
    FeatureMap gradient = run.outputGradient();
    double batchLoss = loss.apply(run.output().matrix(), batch.labels(), gradient.matrix());
    run.backward(gradient, memory.gradients());
    memory.gatherGradients(network);
    optimizer.step(network, steps++, 0);
    return batchLoss;
  }

  /** A step on a path of a supernet: its parameters are loaded, trained and stored back. */
  double train(PathTrainer.Vectors vectors, Network path, ImageBatch batch) {
    load(vectors, path);
    double batchLoss = step(path, batch);
    memory.store(path, vectors.layout(), vectors.values());
    optimizer.storeState(path, vectors.layout(), vectors.state());
    return batchLoss;
  }

  /** Makes the network's parameters resident, as far as scoring needs them. */
  void load(ParameterLayout layout, float[] values, Network network) {
    memory.load(network, layout, values);
  }

  /** Scoring's first pass: the moments of each batch norm on this batch. */
  Map<String, ChannelMoments> moments(Network network, ImageBatch batch) {
    List<FeatureMap> inputs = List.of(batch.images());
    return engine.recalibrate(memory.modules(network), inputs, Map.of()).moments();
  }

  /** Scoring's second pass: the logits {@code [N·K]} with given statistics. */
  double[] infer(Network network, Map<String, ChannelMoments> statistics, ImageBatch batch) {
    List<FeatureMap> inputs = List.of(batch.images());
    return engine.infer(memory.modules(network), inputs, statistics, Map.of()).matrix().values();
  }
}
