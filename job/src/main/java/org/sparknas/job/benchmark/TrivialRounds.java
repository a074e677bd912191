package org.sparknas.job.benchmark;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.job.training.ChannelWarmUp;
import org.sparknas.job.training.DescentSettings;
import org.sparknas.job.training.LearningRateSchedule;
import org.sparknas.job.training.PathConstraint;
import org.sparknas.job.training.PathRound;
import org.sparknas.job.training.PathSettings;
import org.sparknas.job.training.Round;
import org.sparknas.job.training.RoundAveragingTrainingMaster;
import org.sparknas.job.training.RoundPaths;
import org.sparknas.job.training.SpaceSource;
import org.sparknas.job.training.UniformPathSampler;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.dl4j.SupernetGraph;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.module.Supernet;

/**
 * Rounds of a supernet's training in which a step adds the worker's number, from 1, to all that its
 * path touches.
 */
final class TrivialRounds implements AutoCloseable {
  private static final int MOST_ROUNDS = 1 << 20;

  private final JavaSparkContext spark;
  private final int workers;
  private final PathSettings settings;
  private final Supernet supernet;
  private final UniformPathSampler sampler;
  private final RoundAveragingTrainingMaster master;
  private final ComputationGraph graph;
  private final SparkComputationGraph distributed;
  private int rounds;

  TrivialRounds(JavaSparkContext spark, SpaceSource space, int workers) {
    this.spark = spark;
    this.workers = workers;
    this.settings =
        new PathSettings(
            UUID.randomUUID().toString(),
            1,
            space,
            DescentSettings.nesterov(0.9, 0),
            new LearningRateSchedule(0.1, 0, MOST_ROUNDS),
            0);
    this.supernet = new Supernet(space.get());
    this.sampler =
        new UniformPathSampler(supernet.space(), ChannelWarmUp.none(), PathConstraint.none(), 1);
    this.master = new RoundAveragingTrainingMaster(spark, workers);
    this.graph =
        SupernetGraph.of(supernet, new float[supernet.layout().length()], settings.updater());
    this.distributed = new SparkComputationGraph(spark, graph, master);
  }

  /** One round of one step for each worker. */
  void run() {
    RoundPaths paths = RoundPaths.shared(sampler, 0, rounds, 1);
    master.next(
        new Round(0, 1, rounds, MOST_ROUNDS),
        new PathRound(settings, made -> TrivialRounds::addBatch, supernet, paths));
    distributed.fitMultiDataSet(batches());
    rounds++;
  }

  private JavaRDD<MultiDataSet> batches() {
    List<Integer> numbers = IntStream.range(0, workers).boxed().toList();
    return spark
        .parallelize(numbers, workers)
        .map(
            number ->
                new org.nd4j.linalg.dataset.MultiDataSet(
                    Nd4j.valueArrayOf(1, number + 1f), Nd4j.zeros(1)));
  }

  /** Adds the batch's one number to everything. */
  private static double addBatch(
      PathTrainer.Vectors vectors, Network path, MultiDataSet batch, PathTrainer.Step step) {
    float number = batch.getFeatures(0).getFloat(0);
    add(number, vectors.values());
    add(number, vectors.state());
    return 0;
  }

  private static void add(float number, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] += number;
    }
  }

  int parameters() {
    return supernet.layout().length();
  }

  private int touched() {
    return supernet.touchedBy(List.of(sampler.path(0, 0))).length();
  }

  /** Rounded to four digits. */
  double shareTouched() {
    return Math.round(1e4 * touched() / parameters()) / 1e4;
  }

  /**
   * Sees to it that all rounds were averaged and written, and nothing else.
   *
   * @throws IllegalStateException when they were not
   */
  void requireRight() {
    double expected = rounds * (workers + 1) / 2.0 * touched();
    double values = sum(graph.params());
    double momentum = sum(graph.getUpdater().getStateViewArray());
    if (values != expected || momentum != expected) {
      throw new IllegalStateException(
          "the rounds' values and momentum add up to %s and %s instead of %s"
              .formatted(values, momentum, expected));
    }
  }

  private static double sum(INDArray vector) {
    double sum = 0;
    for (float value : vector.reshape(vector.length()).toFloatVector()) {
      sum += value;
    }
    return sum;
  }

  @Override
  public void close() {
    graph.close();
  }
}
