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
   * Deals the training images to workers: the same number to each, and the leftovers to the first
   * ones, whose shuffles leave out others in each epoch.
   *
   * @throws IllegalArgumentException when a share does not fill one batch
   */
  public TrainingImages(
      JavaSparkContext spark, DataSets data, int workers, int batchSize, long seed) {
    LabelledImages training = data.split().training();
    stepsPerEpoch = stepsPerEpoch(training.size(), workers, batchSize);
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
          order
              .subList(firstOf(worker, order, workers), firstOf(worker + 1, order, workers))
              .stream()
              .mapToInt(Integer::intValue)
              .toArray();
      made.add(
          new TrainingShare(
              worker,
              training.subset(mine),
              normalisation,
              augmentation,
              batchSize,
              stepsPerEpoch,
              seed));
    }
    shares = new Spread<>(spark, "training images", made, workers);
  }

  private static int firstOf(int worker, List<Integer> order, int workers) {
    return worker * (order.size() / workers) + Math.min(worker, order.size() % workers);
  }

  /** Returns how many steps each worker takes in an epoch; 0 where no share fills a batch. */
  static int stepsPerEpoch(int images, int workers, int batchSize) {
    return images / workers / batchSize;
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
