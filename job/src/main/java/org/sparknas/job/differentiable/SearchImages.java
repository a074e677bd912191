package org.sparknas.job.differentiable;

import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.data.Augmentation;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.DataSplit;
import org.sparknas.job.training.Seed;
import org.sparknas.job.training.TrainingImages;

/**
 * The training images of a differentiable search: one part for weights, and one, which is not
 * augmented, for architecture parameters.
 */
final class SearchImages implements AutoCloseable {
  private final TrainingImages weights;
  private final TrainingImages architecture;

  SearchImages(
      JavaSparkContext spark,
      DataSets data,
      DataSplit.Parts parts,
      int workers,
      int batchSize,
      long seed) {
    weights =
        new TrainingImages(
            spark, data.training(parts.weights(), data.augmentation()), workers, batchSize, seed);
    architecture =
        new TrainingImages(
            spark,
            data.training(parts.architecture(), Augmentation.NONE),
            workers,
            batchSize,
            Seed.of(seed, 1));
  }

  /** Weight steps of each worker in an epoch. */
  int stepsPerEpoch() {
    return weights.stepsPerEpoch();
  }

  /** The batches of weight steps; see {@link TrainingImages#batches}. */
  JavaRDD<MultiDataSet> ofWeights(int epoch, int firstStep, int steps) {
    return weights.batches(epoch, firstStep, steps);
  }

  /** The batches of weight steps, each with that of the architecture step that follows it. */
  JavaRDD<MultiDataSet> ofBoth(StepSettings settings, int epoch, int firstStep, int steps) {
    int first = settings.following(firstStep);
    int count = settings.following(firstStep + steps) - first;
    return ofWeights(epoch, firstStep, steps)
        .zipPartitions(
            architecture.batches(epoch, first, count),
            (ours, others) -> new Alternating(settings, ours, others, firstStep));
  }

  /** Each batch for weights and behind some of them one for architecture parameters. */
  private static final class Alternating implements Iterator<MultiDataSet> {
    private final StepSettings settings;
    private final Iterator<MultiDataSet> weights;
    private final Iterator<MultiDataSet> architecture;
    private int step;
    private boolean isFollowed;

    Alternating(
        StepSettings settings,
        Iterator<MultiDataSet> weights,
        Iterator<MultiDataSet> architecture,
        int firstStep) {
      this.settings = settings;
      this.weights = weights;
      this.architecture = architecture;
      this.step = firstStep;
    }

    @Override
    public boolean hasNext() {
      return isFollowed || weights.hasNext();
    }

    @Override
    public MultiDataSet next() {
      if (isFollowed) {
        isFollowed = false;
        return architecture.next();
      }
      isFollowed = settings.isFollowed(step++);
      return weights.next();
    }
  }

  @Override
  public void close() {
    weights.close();
    architecture.close();
  }
}
