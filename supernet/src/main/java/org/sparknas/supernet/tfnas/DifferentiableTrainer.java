package org.sparknas.supernet.tfnas;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.learning.config.IUpdater;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.engine.UpdateRules;
import org.sparknas.supernet.engine.WeighedPath;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.MixtureWeights;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/**
 * Takes the two kinds of steps of a differentiable search in one memory. Not for use by several
 * threads at once.
 */
public final class DifferentiableTrainer implements AutoCloseable {
  private final PathTrainer weights;
  private final ArchitectureStep architecture;

  /**
   * @param engine closed with the trainer
   * @param layout of the whole supernet
   * @param crossEntropy of both kinds of steps
   */
  public DifferentiableTrainer(
      Engine engine,
      ParameterLayout layout,
      IUpdater updater,
      UpdateRules rules,
      TfnasLatency latency,
      LatencyLoss latencyLoss,
      SoftmaxCrossEntropy crossEntropy) {
    PathMemory memory = new PathMemory(engine, layout);
    this.weights = new PathTrainer(engine, memory, updater, rules, crossEntropy);
    this.architecture = new ArchitectureStep(engine, memory, latency, latencyLoss, crossEntropy);
  }

  /** Takes parameters and their momentum into memory: all that the following steps need. */
  public void load(PathTrainer.Vectors vectors, Network network) {
    weights.load(vectors, network);
  }

  /** Copies what the steps left back to the vectors. */
  public void store(PathTrainer.Vectors vectors, Network network) {
    weights.store(vectors, network);
  }

  /**
   * Bi-sampling's weight step: the gradients of the paths are summed and applied once. Depths have
   * the weights that the architecture parameters give them; these do not learn here.
   *
   * @return the mean of the paths' losses
   */
  public double weightStep(
      SearchNetworks networks,
      BiSampling.Paths paths,
      ArchitectureParameters parameters,
      FeatureMap images,
      int[] labels,
      PathTrainer.Step step) {
    Map<String, MixtureWeights> depths = networks.depthWeights(parameters);
    List<WeighedPath> walked =
        paths.all().stream()
            .map(operations -> new WeighedPath(networks.path(operations), depths))
            .toList();
    return weights.step(walked, images, labels, step);
  }

  /** What finds the gradients of architecture parameters, in the same memory. */
  public ArchitectureStep architecture() {
    return architecture;
  }

  @Override
  public void close() {
    weights.close();
  }
}
