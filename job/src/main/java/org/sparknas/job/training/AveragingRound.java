package org.sparknas.job.training;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.spark.Packed;
import org.sparknas.job.spark.SerializerCheck;

/**
 * One round of parameter averaging as one Spark job: the state is broadcast, every partition trains
 * as one worker, and the results are averaged in the order of the partitions.
 */
public final class AveragingRound {
  private static final String JOB_DESCRIPTION = "spark.job.description";

  private final JavaSparkContext spark;
  private final int workers;

  /**
   * Rounds of a fixed number of workers.
   *
   * @param workers the number of partitions that the batches of each round must have
   * @throws IllegalArgumentException when there is no worker, or Spark could not send arrays
   */
  public AveragingRound(JavaSparkContext spark, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers = " + workers + ", but must be 1 or more");
    }
    SerializerCheck.requireNd4j(spark.getConf());
    this.spark = spark;
    this.workers = workers;
  }

  /**
   * Runs the round and waits for it.
   *
   * @param description what the Spark UI shows
   * @param batches one partition for each worker; its elements are that worker's batches, in order
   * @throws IllegalArgumentException when there are more or fewer partitions than workers
   * @throws IllegalStateException when no worker had a batch, or those that had some made different
   *     numbers of steps
   */
  public RoundResult run(
      String description,
      JavaRDD<MultiDataSet> batches,
      WorkerTraining training,
      ModelState start) {
    if (batches.getNumPartitions() != workers) {
      throw new IllegalArgumentException(
          "the batches have %d partitions, but each of the %d workers needs one"
              .formatted(batches.getNumPartitions(), workers));
    }
    long floats = (long) start.values().length + start.optimizerState().length;
    SerializerCheck.requireRoom(spark.getConf(), floats);
    String outerDescription = spark.getLocalProperty(JOB_DESCRIPTION);
    Broadcast<Packed<ModelState>> broadcast = spark.broadcast(Packed.of(start));
    try {
      spark.setJobDescription(description);
      // Collected results are in the order of the partitions, whichever task finished first.
      return average(
          description,
          start,
          batches
              .mapPartitionsWithIndex(new PartitionTraining(broadcast, training), true)
              .collect());
    } finally {
      spark.setJobDescription(outerDescription);
      broadcast.destroy();
    }
  }

  private static RoundResult average(
      String description, ModelState start, List<WorkerResult> results) {
    if (results.isEmpty()) {
      throw new IllegalStateException(description + ": no worker had a batch to train on");
    }
    long steps = results.get(0).trained().totals().steps();
    TrainingTotals totals = TrainingTotals.NONE;
    for (WorkerResult result : results) {
      TrainingTotals mine = result.trained().totals();
      if (mine.steps() != steps) {
        throw new IllegalStateException(
            "%s: worker %d made %d steps, but worker %d made %d; all must make the same number"
                .formatted(
                    description, result.worker(), mine.steps(), results.get(0).worker(), steps));
      }
      totals = totals.plus(mine);
    }
    List<TrainedState> trained = results.stream().map(WorkerResult::trained).toList();
    return new RoundResult(OrderedAverage.of(start, trained), results.size(), steps, totals);
  }
}
