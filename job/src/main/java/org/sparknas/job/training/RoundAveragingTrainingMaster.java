package org.sparknas.job.training;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * DL4J's parameter averaging, one round for each call of {@code fitMultiDataSet}: every partition
 * is a worker and its elements are that worker's batches, in order. What a round trains is said by
 * {@link #next} before each call.
 *
 * <p>DL4J's own master splits batches among workers at random, adds results in the order in which
 * tasks finish, loses momentum by default and leaves a broadcast behind in each round; this one
 * does none of that.
 */
public final class RoundAveragingTrainingMaster extends ParameterAveragingTrainingMaster {
  private final AveragingRound averaging;
  private Optional<Next> next = Optional.empty();
  private Optional<RoundResult> last = Optional.empty();

  private record Next(Round round, RoundModel model) {}

  /**
   * A master of a fixed number of workers.
   *
   * @param workers how many workers train in each round
   * @throws IllegalArgumentException when there is none, or Spark's serialiser cannot send arrays
   */
  public RoundAveragingTrainingMaster(JavaSparkContext spark, int workers) {
    this(new AveragingRound(spark, workers), workers);
  }

  private RoundAveragingTrainingMaster(AveragingRound averaging, int workers) {
    super(
        new Builder(workers, 1)
            .saveUpdater(true)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .repartionData(Repartition.Never));
    this.averaging = averaging;
  }

  /** Says what the next call of {@code fitMultiDataSet} trains. Needed before each. */
  public void next(Round round, RoundModel model) {
    next = Optional.of(new Next(round, Objects.requireNonNull(model, "model")));
  }

  /**
   * What the last round brought, its state laid out as it travelled.
   *
   * @throws IllegalStateException when there was no round yet
   */
  public RoundResult last() {
    return last.orElseThrow(() -> new IllegalStateException("no round was trained yet"));
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> batches) {
    executeTrainingDirect(graph, batches);
  }

  @Override
  protected void executeTrainingDirect(SparkComputationGraph graph, JavaRDD<MultiDataSet> batches) {
    Next now =
        next.orElseThrow(
            () -> new IllegalStateException("next(round, model) must be called before each fit"));
    next = Optional.empty();
    ComputationGraph network = graph.getNetwork();
    ComputationGraphConfiguration configuration = network.getConfiguration();
    configuration.setEpochCount(now.round().epoch());
    ModelState start = now.model().start(network);
    RoundResult result =
        averaging.run(now.round().description(), batches, now.model().training(network), start);
    now.model().finish(network, result.state());
    graph.setScore(result.totals().meanLoss());
    configuration.setIterationCount(
        Math.toIntExact(configuration.getIterationCount() + result.stepsPerWorker()));
    // DL4J counts an epoch after each call, so one that does not end an epoch is taken off first.
    configuration.setEpochCount(now.round().epoch() - (now.round().endsEpoch() ? 0 : 1));
    last = Optional.of(result);
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkComputationGraph graph) {
    throw new UnsupportedOperationException("workers are made by RoundModel.training");
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer network) {
    throw onlyMultiDataSets();
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> batches) {
    throw onlyMultiDataSets();
  }

  @Override
  protected void executeTrainingPathsHelper(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader dataSets,
      MultiDataSetLoader multiDataSets,
      int examples) {
    throw onlyMultiDataSets();
  }

  private static UnsupportedOperationException onlyMultiDataSets() {
    return new UnsupportedOperationException(
        "only SparkComputationGraph.fit and fitMultiDataSet on batches in memory are supported");
  }

  @Override
  public void addHook(TrainingHook trainingHook) {
    throw noObservers();
  }

  @Override
  public void setListeners(Collection<TrainingListener> listeners) {
    throw noObservers();
  }

  @Override
  public void setListeners(StatsStorageRouter router, Collection<TrainingListener> listeners) {
    throw noObservers();
  }

  @Override
  public void setCollectTrainingStats(boolean collectTrainingStats) {
    if (collectTrainingStats) {
      throw noObservers();
    }
  }

  private static UnsupportedOperationException noObservers() {
    return new UnsupportedOperationException(
        "hooks, listeners and statistics do not reach the workers; see last() instead");
  }
}
