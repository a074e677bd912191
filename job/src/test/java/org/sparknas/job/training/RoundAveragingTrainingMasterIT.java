package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The master against DL4J's own and against plain Java.
 *
 * <p>Results are compared bit for bit: replicas run the same ND4J operations on the same values in
 * the same order as the graphs that they stand for, and the mean is rounded once. DL4J's own mean
 * of two, a sum in float halved, is the same number: halving is exact, and so the only rounding is
 * that of the sum.
 */
class RoundAveragingTrainingMasterIT {
  private static final int STEPS = 3;
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private JavaSparkContext spark;

  @BeforeEach
  void startSpark() {
    spark = LocalSpark.start();
  }

  @AfterEach
  void stopSpark() {
    spark.stop();
  }

  @Test
  void aRoundOfTwoWorkersEqualsDl4jsOwnMaster() {
    assertEqualsDl4js(1, () -> SmallGraphs.convolution(SmallGraphs.nesterov(), 1));
    assertEqualsDl4js(1, () -> SmallGraphs.convolution(new Adam(0.01), 1));
    assertEqualsDl4js(1, () -> SmallGraphs.convolution(new Sgd(0.1), 1));
  }

  @Test
  void laterRoundsEqualDl4jsWhereNothingDependsOnTheIteration() {
    // DL4J's workers count iterations from 0 in every round, so schedules and Adam differ there.
    assertEqualsDl4js(3, () -> SmallGraphs.convolution(new Nesterovs(0.1, 0.9), 1));
  }

  private void assertEqualsDl4js(int rounds, Supplier<ComputationGraph> graphs) {
    ParameterAveragingTrainingMaster theirMaster =
        new ParameterAveragingTrainingMaster.Builder(2, NumberedBatches.EXAMPLES)
            .batchSizePerWorker(NumberedBatches.EXAMPLES)
            .averagingFrequency(STEPS)
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .saveUpdater(true)
            .build();
    SparkComputationGraph theirs = new SparkComputationGraph(spark, graphs.get(), theirMaster);
    ComputationGraph ours = graphs.get();
    ModelState before = GraphState.read(ours);

    for (int round = 0; round < rounds; round++) {
      theirs.fitMultiDataSet(NumberedBatches.rdd(spark, round, 2, STEPS));
    }
    train(spark, ours, "ours", rounds, 2, round -> NumberedBatches.rdd(spark, round, 2, STEPS));

    assertEqualStates(GraphState.read(ours), GraphState.read(theirs.getNetwork()));
    assertThat(GraphState.read(ours).values()).isNotEqualTo(before.values());
    assertThat(ours.getIterationCount())
        .isEqualTo(theirs.getNetwork().getIterationCount())
        .isEqualTo(rounds * STEPS);
  }

  @Test
  void aRoundOfTwoWorkersIsTheMeanOfTwoSingleWorkerRuns() {
    ComputationGraph graph = SmallGraphs.convolution(SmallGraphs.nesterov(), 1);
    List<TrainedState> alone = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      ComputationGraph single = graph.clone();
      int mine = worker;
      train(
          spark, single, "alone", 1, 1, round -> oneWorker(NumberedBatches.of(round, mine, STEPS)));
      alone.add(TrainedState.whole(GraphState.read(single), TrainingTotals.NONE));
    }

    ComputationGraph both = graph.clone();
    train(spark, both, "both", 1, 2, round -> NumberedBatches.rdd(spark, round, 2, STEPS));

    assertEqualStates(GraphState.read(both), OrderedAverage.of(GraphState.read(graph), alone));
  }

  @Test
  void fiveRoundsOfThreeWorkersEqualAPlainLoop() {
    ComputationGraph expected = SmallGraphs.convolution(SmallGraphs.nesterov(), 1);
    ComputationGraph actual = expected.clone();

    double lossSum = 0;
    for (int round = 0; round < 5; round++) {
      lossSum = 0;
      double[] values = new double[(int) expected.numParams()];
      double[] momentum = new double[GraphState.read(expected).optimizerState().length];
      for (int worker = 0; worker < 3; worker++) {
        ComputationGraph replica = expected.clone();
        replica.getConfiguration().setIterationCount(round * STEPS); // clones start at 0
        for (MultiDataSet batch : NumberedBatches.of(round, worker, STEPS)) {
          replica.fit(batch);
          lossSum += replica.score();
        }
        add(GraphState.read(replica).values(), values);
        add(GraphState.read(replica).optimizerState(), momentum);
      }
      GraphState.write(new ModelState(third(values), third(momentum)), expected);
    }
    RoundAveragingTrainingMaster master =
        train(spark, actual, "five", 5, 3, round -> NumberedBatches.rdd(spark, round, 3, STEPS));

    assertEqualStates(GraphState.read(actual), GraphState.read(expected));
    assertThat(master.last().totals().steps()).isEqualTo(3L * STEPS);
    assertThat(master.last().totals().lossSum()).isCloseTo(lossSum, within(1e-12 * lossSum));
    assertThat(actual.getIterationCount()).isEqualTo(5 * STEPS);
    assertThat(actual.getEpochCount()).isEqualTo(1);
    assertThat(GraphReplicas.idle("five")).isZero();
  }

  @Test
  void fourPartitionsGiveTheSameResultThreeTimes() {
    List<ModelState> results = new ArrayList<>();
    for (int repeat = 0; repeat < 3; repeat++) {
      ComputationGraph graph = SmallGraphs.convolution(SmallGraphs.nesterov(), 0.5);
      train(
          spark, graph, "repeat" + repeat, 3, 4, round -> NumberedBatches.rdd(spark, round, 4, 2));
      results.add(GraphState.read(graph));
    }

    assertEqualStates(results.get(1), results.get(0));
    assertEqualStates(results.get(2), results.get(0));
  }

  @Test
  void aRetriedTaskTrainsTheSameDropoutIncluded() {
    ComputationGraph failing = SmallGraphs.convolution(SmallGraphs.nesterov(), 0.5);
    ComputationGraph smooth = failing.clone();

    train(spark, failing, "failing", 3, 4, round -> failingOnce(round));
    train(spark, smooth, "smooth", 3, 4, round -> NumberedBatches.rdd(spark, round, 4, STEPS));

    assertEqualStates(GraphState.read(failing), GraphState.read(smooth));
    assertThat(FAILURES).hasValue(3);
  }

  @Test
  void whatIsNotTouchedKeepsItsBitsMomentumIncluded() {
    ComputationGraph graph = SmallGraphs.dense(SmallGraphs.nesterov());
    train(spark, graph, "whole", 1, 3, round -> NumberedBatches.rdd(spark, round, 3, STEPS));
    ModelState before = GraphState.read(graph);
    ComputationGraph whole = graph.clone();
    whole.getConfiguration().setIterationCount(STEPS); // clones start at 0
    Intervals touched = Intervals.of(new int[] {0, 100}, new int[] {30, 7});

    RoundAveragingTrainingMaster master = new RoundAveragingTrainingMaster(spark, 3);
    SparkComputationGraph partly = new SparkComputationGraph(spark, graph, master);
    try (WholeGraph model = new WholeGraph("part", 1, touched)) {
      master.next(new Round(1, 2, 0, 1), model);
      partly.fitMultiDataSet(NumberedBatches.rdd(spark, 9, 3, STEPS));
    }
    train(spark, whole, "all", 1, 3, round -> NumberedBatches.rdd(spark, 9, 3, STEPS));

    assertEqualStates(GraphState.read(graph), mixed(before, GraphState.read(whole), touched));
    assertThat(GraphState.read(graph).values()).isNotEqualTo(before.values());
  }

  @Test
  void countsAnEpochOnlyWhenItsLastRoundIsDone() {
    ComputationGraph graph = SmallGraphs.dense(SmallGraphs.nesterov());
    RoundAveragingTrainingMaster master = new RoundAveragingTrainingMaster(spark, 2);
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);
    List<Integer> epochs = new ArrayList<>();
    try (WholeGraph model = new WholeGraph("epochs", 1)) {
      for (int round = 0; round < 4; round++) {
        master.next(new Round(round / 2, 2, round % 2, 2), model);
        distributed.fitMultiDataSet(NumberedBatches.rdd(spark, round, 2, 1));
        epochs.add(graph.getEpochCount());
      }
    }

    assertThat(epochs).containsExactly(0, 1, 1, 2);
    assertThat(graph.getIterationCount()).isEqualTo(4);
  }

  @Test
  void keepsReplicasBetweenRoundsAndFreesThemAtTheEnd() {
    ComputationGraph graph = SmallGraphs.dense(SmallGraphs.nesterov());
    RoundAveragingTrainingMaster master = new RoundAveragingTrainingMaster(spark, 4);
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);
    WholeGraph model = new WholeGraph("kept", 1);
    for (int round = 0; round < 6; round++) {
      master.next(new Round(0, 1, round, 6), model);
      distributed.fitMultiDataSet(NumberedBatches.rdd(spark, round, 4, 1));
      assertThat(GraphReplicas.idle("kept")).isBetween(1, 4);
    }
    model.close();
    assertThat(GraphReplicas.idle("kept")).isZero();
  }

  @Test
  void refusesWhatItWouldIgnore() {
    RoundAveragingTrainingMaster master = new RoundAveragingTrainingMaster(spark, 2);
    ComputationGraph graph = SmallGraphs.dense(SmallGraphs.nesterov());
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);

    assertThatThrownBy(() -> distributed.fitMultiDataSet(NumberedBatches.rdd(spark, 0, 2, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("next(round, model) must be called before each fit");
    assertThatThrownBy(() -> distributed.setListeners(new ScoreIterationListener(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("do not reach the workers");
    assertThatThrownBy(() -> distributed.fitPaths(spark.parallelize(List.of("a"))))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(master::last).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void kryoWithItsRegistratorGivesTheSameBitsAndIsRefusedWithoutIt() {
    ComputationGraph java = SmallGraphs.convolution(SmallGraphs.nesterov(), 1);
    ComputationGraph kryo = java.clone();
    train(spark, java, "java", 2, 3, round -> NumberedBatches.rdd(spark, round, 3, STEPS));
    SparkConf conf =
        LocalSpark.conf().set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    spark.stop();

    spark = new JavaSparkContext(conf);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RoundAveragingTrainingMaster(spark, 3))
        .withMessageContaining("add --conf spark.kryo.registrator=org.nd4j.kryo.Nd4jRegistrator");
    spark.stop();

    spark =
        new JavaSparkContext(
            conf.clone().set("spark.kryo.registrator", "org.nd4j.kryo.Nd4jRegistrator"));
    train(spark, kryo, "kryo", 2, 3, round -> NumberedBatches.rdd(spark, round, 3, STEPS));
    assertEqualStates(GraphState.read(kryo), GraphState.read(java));
  }

  private interface Rounds {
    JavaRDD<MultiDataSet> batches(int round);
  }

  private static RoundAveragingTrainingMaster train(
      JavaSparkContext spark,
      ComputationGraph graph,
      String run,
      int rounds,
      int workers,
      Rounds batches) {
    RoundAveragingTrainingMaster master = new RoundAveragingTrainingMaster(spark, workers);
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);
    try (WholeGraph model = new WholeGraph(run, 1)) {
      for (int round = 0; round < rounds; round++) {
        master.next(new Round(0, 1, round, rounds), model);
        distributed.fitMultiDataSet(batches.batches(round));
      }
    }
    return master;
  }

  private JavaRDD<MultiDataSet> oneWorker(List<MultiDataSet> batches) {
    return spark.parallelize(batches, 1);
  }

  /** The first attempt of one worker, another in each round, fails at its last batch. */
  private JavaRDD<MultiDataSet> failingOnce(int round) {
    return NumberedBatches.rdd(spark, round, 4, STEPS)
        .zipWithIndex()
        .map(
            numbered -> {
              boolean lastOfWorker = numbered._2() == (long) (round + 1) * STEPS - 1;
              if (lastOfWorker && TaskContext.get().attemptNumber() == 0) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("the first attempt fails");
              }
              return numbered._1();
            });
  }

  private static void add(float[] values, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  private static float[] third(double[] sum) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / 3);
    }
    return mean;
  }

  private static ModelState mixed(ModelState untouched, ModelState trained, Intervals touched) {
    float[] values = untouched.values().clone();
    touched.scatter(touched.gather(trained.values()), values);
    float[] momentum = untouched.optimizerState().clone();
    touched.scatter(touched.gather(trained.optimizerState()), momentum);
    return new ModelState(values, momentum);
  }

  private static void assertEqualStates(ModelState actual, ModelState expected) {
    assertThat(actual.values()).containsExactly(expected.values());
    assertThat(actual.optimizerState()).containsExactly(expected.optimizerState());
  }
}
