package org.sparknas.job.differentiable;

import java.io.Serializable;
import org.sparknas.job.spark.TaskEngine;
import org.sparknas.job.training.PathSettings;
import org.sparknas.supernet.cost.LatencyTable;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;
import org.sparknas.supernet.tfnas.ArchitectureOptimizer;
import org.sparknas.supernet.tfnas.DepthScheme;
import org.sparknas.supernet.tfnas.DifferentiableTrainer;
import org.sparknas.supernet.tfnas.LatencyLoss;
import org.sparknas.supernet.tfnas.TfnasLatency;
import org.sparknas.supernet.tfnas.TfnasSpace;

/**
 * What stays the same in all steps of a differentiable search.
 *
 * @param seed of the paths and of the Gumbel noise
 * @param weights how steps move weights; its space is one of TF-NAS
 * @param weightSteps for each architecture step
 */
record StepSettings(
    long seed,
    PathSettings weights,
    DepthScheme scheme,
    LatencyTable table,
    LatencyLoss latencyLoss,
    ArchitectureOptimizer optimizer,
    int weightSteps)
    implements Serializable {

  TfnasSpace space() {
    return (TfnasSpace) weights.space().get();
  }

  /** Whether an architecture step follows a weight step, counted from 0 in the epoch. */
  boolean isFollowed(int step) {
    return step % weightSteps == 0;
  }

  /** How many architecture steps follow the first weight steps of an epoch. */
  int following(int steps) {
    return (steps + weightSteps - 1) / weightSteps;
  }

  DifferentiableTrainer trainer(TfnasSpace space, ParameterLayout layout) {
    return new DifferentiableTrainer(
        TaskEngine.create(),
        layout,
        weights.updater(),
        weights.descent().rules(),
        new TfnasLatency(space, table),
        latencyLoss,
        new SoftmaxCrossEntropy(weights.labelSmoothing()));
  }
}
