package org.sparknas.job.benchmark;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.Pass;
import org.sparknas.supernet.module.PathMemory;
import org.sparknas.supernet.module.PathOptimizer;
import org.sparknas.supernet.module.PathTrainer;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;
import org.sparknas.supernet.module.StepWorkspace;

/**
 * All that the workloads know of how networks are computed: parameters that stay in native memory,
 * steps and forward passes on them.
 */
final class BenchmarkEngine {
  private static final double LEARNING_RATE = 0.05;
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 4e-5;

  private final Kernels kernels = Kernels.ofBackend();
  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(0);
  private final PathMemory memory;
  private final PathOptimizer optimizer;
  private int steps;

  /**
   * @param layout of all networks that will be computed
   */
  BenchmarkEngine(ParameterLayout layout, int threads) {
    if (threads != 1) {
      System.err.println("computed by 1 thread: the engine has no more, whatever THREADS says");
    }
    memory = new PathMemory(layout);
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
    double batchLoss = gradients(network, batch);
    optimizer.step(network, steps++, 0);
    return batchLoss;
  }

  private double gradients(Network network, ImageBatch batch) {
    var module = memory.module(network);
    try (MemoryWorkspace workspace = StepWorkspace.open()) {
      Pass pass = Pass.training(kernels, steps);
      FeatureMap logits = module.forward(pass, List.of(batch.images()));
      SoftmaxCrossEntropy.Result result = loss.apply(logits.matrix(), batch.labels());
      module.backward(pass, logits.with(result.gradient()));
      return result.loss();
    }
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
    Pass pass = Pass.recalibration(kernels);
    try (MemoryWorkspace workspace = StepWorkspace.open()) {
      memory.module(network).forward(pass, List.of(batch.images()));
    }
    return pass.moments();
  }

  /** Scoring's second pass: the logits {@code [N·K]} with given statistics. */
  float[] infer(Network network, Map<String, ChannelMoments> statistics, ImageBatch batch) {
    Pass pass = Pass.inference(kernels, statistics);
    try (MemoryWorkspace workspace = StepWorkspace.open()) {
      FeatureMap logits = memory.module(network).forward(pass, List.of(batch.images()));
      return logits.matrix().reshape(logits.matrix().length()).toFloatVector();
    }
  }
}
