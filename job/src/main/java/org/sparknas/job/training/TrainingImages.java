package org.sparknas.job.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.data.Augmentation;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.Normalisation;
import org.sparknas.job.spark.Spread;

/** The training images on Spark: one partition and one share for each worker, cached as bytes. */
public final class TrainingImages implements AutoCloseable {
  private final Spread<TrainingShare> shares;
  private final int stepsPerEpoch;

  /**
   * Divides the training images among workers, the same number to each.
   *
   * @throws IllegalArgumentException when a share does not fill one batch
   */
  public TrainingImages(
      JavaSparkContext spark, DataSets data, int workers, int batchSize, long seed) {
    LabelledImages training = data.split().training();
    int perWorker = training.size() / workers;
    stepsPerEpoch = perWorker / batchSize;
    if (stepsPerEpoch == 0) {
      throw new IllegalArgumentException(
          "%d training images for %d workers do not fill a batch of %d"
              .formatted(training.size(), workers, batchSize));
    }
    List<Integer> order =
        IntStream.range(0, training.size())
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, new Random(seed));
    List<TrainingShare> made = new ArrayList<>();
    Normalisation normalisation = data.normalisation();
    Augmentation augmentation = data.augmentation();
    for (int worker = 0; worker < workers; worker++) {
      int[] mine =
          order.subList(worker * perWorker, (worker + 1) * perWorker).stream()
              .mapToInt(Integer::intValue)
              .toArray();
      made.add(
          new TrainingShare(
              worker, training.subset(mine), normalisation, augmentation, batchSize, seed));
    }
    shares = new Spread<>(spark, "training images", made, workers);
  }

  /** Steps of each worker in an epoch. */
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /**
   * The batches of some steps: a partition for each worker, its batches in order. An epoch may have
   * more steps than {@link #stepsPerEpoch}; then it begins anew.
   *
   * @param firstStep from 0 in the epoch
   */
  public JavaRDD<MultiDataSet> batches(int epoch, int firstStep, int steps) {
    return shares.rdd().mapPartitions(share -> share.next().batches(epoch, firstStep, steps), true);
  }

  @Override
  public void close() {
    shares.close();
  }
}
