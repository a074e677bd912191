package org.sparknas.job.training;

import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.supernet.module.Supernet;

/**
 * Single path, one shot: in every step each worker trains one path, drawn uniformly.
 *
 * @param workers of each round
 * @param sharedPaths whether all workers of a round walk the same paths
 */
public record UniformTraining(
    Supernet supernet,
    PathSettings settings,
    UniformPathSampler sampler,
    TrainingImages images,
    int workers,
    boolean sharedPaths)
    implements TrainingMethod {

  @Override
  public int stepsPerEpoch() {
    return images.stepsPerEpoch();
  }

  @Override
  public RoundModel round(int epoch, int firstStep, int steps) {
    int first = epoch * stepsPerEpoch() + firstStep;
    RoundPaths paths =
        sharedPaths
            ? RoundPaths.shared(sampler, epoch, first, steps)
            : RoundPaths.perWorker(sampler, epoch, first, steps, workers);
    return new PathRound(settings, supernet, paths);
  }

  @Override
  public JavaRDD<MultiDataSet> batches(int epoch, int firstStep, int steps) {
    return images.batches(epoch, firstStep, steps);
  }
}
