package org.sparknas.job.benchmark;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.engine.UpdateRules;
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

  private final Engine engine;
  private final PathMemory memory;
  private final PathTrainer trainer;
  private int steps;

  /**
   * @param layout of all networks that will be computed
   */
  BenchmarkEngine(ParameterLayout layout, int threads) {
    engine = new Engine(Kernels.ofBackend(), DataType.FLOAT, threads);
    memory = new PathMemory(engine, layout);
    trainer =
        new PathTrainer(
            engine,
            memory,
            new Nesterovs(LEARNING_RATE, MOMENTUM),
            UpdateRules.decaying(WEIGHT_DECAY),
            new SoftmaxCrossEntropy(0));
  }

  /** Makes the network's parameters and momentum resident. */
  void load(PathTrainer.Vectors vectors, Network network) {
    trainer.load(vectors, network);
  }

  /** Forward, backward and SGD on resident parameters; returns the loss before the step. */
  double step(Network network, ImageBatch batch) {
    return trainer.step(network, batch.images(), batch.labels(), next());
  }

  /** A step on a path of a supernet: its parameters are loaded, trained and stored back. */
  double train(PathTrainer.Vectors vectors, Network path, ImageBatch batch) {
    return trainer.train(vectors, path, batch.images(), batch.labels(), next());
  }

  private PathTrainer.Step next() {
    return new PathTrainer.Step(steps, 0, steps++);
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
