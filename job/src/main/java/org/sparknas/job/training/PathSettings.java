package org.sparknas.job.training;

import java.io.Serializable;
import java.util.Objects;
import org.nd4j.linalg.learning.config.IUpdater;
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
    DescentSettings descent,
    LearningRateSchedule learningRate,
    double labelSmoothing)
    implements Serializable {

  public PathSettings {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(space, "space");
  }

  /** What makes steps of gradients. */
  public IUpdater updater() {
    return descent.updater(learningRate);
  }

  /** A trainer of paths in a supernet of this layout. */
  public PathTrainer trainer(ParameterLayout layout) {
    return new PathTrainer(
        TaskEngine.create(),
        layout,
        updater(),
        descent.rules(),
        new SoftmaxCrossEntropy(labelSmoothing));
  }
}
