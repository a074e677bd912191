package org.sparknas.job.training;

import java.io.Serializable;
import java.util.Objects;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.job.spark.TaskEngine;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/**
 * What stays the same in all steps of a supernet's training.
 *
 * @param run names the training; executors keep trainers under it
 * @param seed of dropout
 */
public record PathSettings(
    String run,
    long seed,
    SpaceSource space,
    NesterovSettings nesterov,
    LearningRateSchedule learningRate,
    double labelSmoothing)
    implements Serializable {

  public PathSettings {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(space, "space");
  }

  /** Nesterov momentum with the learning rate of each step. */
  public IUpdater updater() {
    return Nesterovs.builder()
        .momentum(nesterov.momentum())
        .learningRateSchedule(new StepLearningRate(learningRate))
        .build();
  }

  /** A trainer of paths in a supernet of this layout. */
  public PathTrainer trainer(ParameterLayout layout) {
    return new PathTrainer(
        TaskEngine.create(),
        layout,
        updater(),
        nesterov.weightDecay(),
        new SoftmaxCrossEntropy(labelSmoothing));
  }
}
