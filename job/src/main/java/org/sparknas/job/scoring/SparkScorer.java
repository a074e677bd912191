package org.sparknas.job.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.spark.Packed;
import org.sparknas.job.spark.Spread;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.module.BatchNormRecalibration;

/**
 * Scores a whole generation in two passes over images that stay where Spark put them: every
 * partition runs all candidates on its batches. Moments are summed in the order of the batches'
 * numbers, so the result does not depend on partitions and equals {@link LocalScorer}'s.
 */
public final class SparkScorer implements CandidateScorer, AutoCloseable {
  private final JavaSparkContext spark;
  private final ScoringTask task;
  private final Broadcast<float[]> weights;
  private final Spread<NumberedBatch> calibration;
  private final Spread<NumberedBatch> evaluation;

  /**
   * A scorer as a configuration describes it.
   *
   * @param evaluation by which accuracy is measured
   */
  public static SparkScorer of(
      JavaSparkContext spark,
      RunConfiguration configuration,
      DataSets data,
      float[] weights,
      LabelledImages evaluation) {
    int partitions = configuration.scoring().partitions();
    ScoringTask task =
        new ScoringTask(
            UUID.randomUUID().toString(),
            new TrainingPlan(configuration).spaceSource(),
            data.normalisation(),
            configuration.scoring().batchSize());
    return new SparkScorer(
        spark,
        task,
        new ScoringTask.Images(data.split().calibration(), evaluation),
        weights,
        partitions == 0 ? spark.defaultParallelism() : partitions);
  }

  /**
   * Sends the weights to the executors once.
   *
   * @param partitions of the images
   */
  public SparkScorer(
      JavaSparkContext spark,
      ScoringTask task,
      ScoringTask.Images images,
      float[] weights,
      int partitions) {
    this.spark = spark;
    this.task = task;
    this.weights = spark.broadcast(weights);
    this.calibration = spread("calibration images", images.calibration(), partitions);
    this.evaluation = spread("evaluation images", images.evaluation(), partitions);
  }

  private Spread<NumberedBatch> spread(String name, LabelledImages images, int partitions) {
    return new Spread<>(spark, name, NumberedBatch.cut(images, task.batchSize()), partitions);
  }

  @Override
  public List<Map<String, ChannelMoments>> recalibrate(List<Architecture> candidates) {
    spark.setJobDescription("recalibration of " + candidates.size() + " candidates");
    MomentsPass pass = new MomentsPass(task, weights, choices(candidates));
    List<MomentsPass.BatchMoments> batches =
        calibration.rdd().mapPartitions(pass, true).collect().stream()
            .map(Packed::unpack)
            .sorted(Comparator.comparingInt(MomentsPass.BatchMoments::batch))
            .toList();
    List<Map<String, ChannelMoments>> statistics = new ArrayList<>();
    for (int candidate = 0; candidate < candidates.size(); candidate++) {
      BatchNormRecalibration recalibration = new BatchNormRecalibration();
      for (MomentsPass.BatchMoments batch : batches) {
        recalibration.add(batch.ofCandidates().get(candidate));
      }
      statistics.add(recalibration.statistics());
    }
    return statistics;
  }

  @Override
  public List<Accuracy> evaluate(
      List<Architecture> candidates, List<Map<String, ChannelMoments>> statistics) {
    spark.setJobDescription("evaluation of " + candidates.size() + " candidates");
    Broadcast<Packed<List<Map<String, ChannelMoments>>>> broadcast =
        spark.broadcast(Packed.of(statistics));
    try {
      AccuracyPass pass = new AccuracyPass(task, weights, choices(candidates), broadcast);
      return evaluation.rdd().mapPartitions(pass, true).collect().stream()
          .map(Packed::unpack)
          .reduce(Accuracy::sums)
          .orElseThrow();
    } finally {
      broadcast.destroy();
    }
  }

  private static List<List<Integer>> choices(List<Architecture> candidates) {
    return candidates.stream().map(Architecture::choices).toList();
  }

  @Override
  public void close() {
    calibration.close();
    evaluation.close();
    weights.destroy();
  }
}
