package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.learning.config.IUpdater;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/**
 * Training steps on paths of a supernet: the path's prefixes are copied into contiguous memory,
 * trained there as a plain network, and copied back. Not for use by several threads at once.
 */
public final class PathTrainer {

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

  private final Kernels kernels;
  private final PathMemory memory;
  private final PathOptimizer optimizer;
  private final SoftmaxCrossEntropy loss;

  /**
   * @param layout of the whole supernet
   */
  public PathTrainer(
      Kernels kernels,
      ParameterLayout layout,
      IUpdater updater,
      double weightDecay,
      SoftmaxCrossEntropy loss) {
    this.kernels = kernels;
    this.memory = new PathMemory(layout);
    this.optimizer = new PathOptimizer(memory, updater, weightDecay);
    this.loss = loss;
  }

  /**
   * One step on one path. Only the path's parameters and their optimiser state change.
   *
   * @param labels one class for each image
   * @return the mean loss of the batch before the step
   */
  public double train(Vectors vectors, Network path, FeatureMap images, int[] labels, Step step) {
    memory.load(path, vectors.layout(), vectors.values());
    optimizer.loadState(path, vectors.layout(), vectors.state());
    memory.clearGradients(path);
    double batchLoss = gradients(path, images, labels, step.seed());
    optimizer.step(path, step.iteration(), step.epoch());
    memory.store(path, vectors.layout(), vectors.values());
    optimizer.storeState(path, vectors.layout(), vectors.state());
    return batchLoss;
  }

  private double gradients(Network path, FeatureMap images, int[] labels, long seed) {
    ModuleGraph module = memory.module(path);
    try (MemoryWorkspace workspace = StepWorkspace.open()) {
      Pass pass = Pass.training(kernels, seed);
      FeatureMap logits = module.forward(pass, List.of(images));
      SoftmaxCrossEntropy.Result result = loss.apply(logits.matrix(), labels);
      module.backward(pass, logits.with(result.gradient()));
      return result.loss();
    }
  }
}
