package org.sparknas.job.training;

import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.dl4j.SupernetGraph;
import org.sparknas.supernet.module.Supernet;

/**
 * Trains a supernet by parameter averaging: in every step each worker trains one path, and after
 * every few steps what they touched is averaged.
 */
public final class SupernetTraining {

  /**
   * How long and how.
   *
   * @param averagingFrequency steps of a worker between two averages
   * @param sharedPaths whether all workers of a round walk the same paths
   */
  public record Schedule(int epochs, int workers, int averagingFrequency, boolean sharedPaths) {}

  private final JavaSparkContext spark;
  private final Supernet supernet;
  private final PathSettings settings;
  private final UniformPathSampler sampler;
  private final Schedule schedule;

  /** The training that a plan describes. */
  public static SupernetTraining of(
      JavaSparkContext spark,
      Supernet supernet,
      TrainingPlan plan,
      Costs costs,
      int stepsPerEpoch) {
    return new SupernetTraining(
        spark,
        supernet,
        plan.pathSettings(stepsPerEpoch),
        plan.sampler(supernet.space(), costs),
        plan.schedule());
  }

  public SupernetTraining(
      JavaSparkContext spark,
      Supernet supernet,
      PathSettings settings,
      UniformPathSampler sampler,
      Schedule schedule) {
    this.spark = spark;
    this.supernet = supernet;
    this.settings = settings;
    this.sampler = sampler;
    this.schedule = schedule;
  }

  /**
   * Trains from these parameters.
   *
   * @return the trained parameters, of the supernet's layout
   */
  public float[] train(float[] initialValues, TrainingImages images, TrainingListener listener) {
    RoundAveragingTrainingMaster master =
        new RoundAveragingTrainingMaster(spark, schedule.workers());
    ComputationGraph graph = SupernetGraph.of(supernet, initialValues, settings.updater());
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);
    try {
      for (int epoch = 0; epoch < schedule.epochs(); epoch++) {
        trainEpoch(epoch, images, distributed, master, listener);
      }
      return GraphState.read(graph).values();
    } finally {
      graph.close();
    }
  }

  private void trainEpoch(
      int epoch,
      TrainingImages images,
      SparkComputationGraph graph,
      RoundAveragingTrainingMaster master,
      TrainingListener listener) {
    long start = System.nanoTime();
    int steps = images.stepsPerEpoch();
    int frequency = schedule.averagingFrequency();
    int rounds = (steps + frequency - 1) / frequency;
    TrainingTotals totals = TrainingTotals.NONE;
    for (int round = 0; round < rounds; round++) {
      int first = round * frequency;
      int count = Math.min(frequency, steps - first);
      Round place = new Round(epoch, schedule.epochs(), round, rounds);
      RoundPaths paths = paths(epoch, epoch * steps + first, count);
      master.next(place, new PathRound(settings, supernet, paths));
      graph.fitMultiDataSet(images.batches(epoch, first, count));
      totals = totals.plus(master.last().totals());
      if (!Double.isFinite(totals.meanLoss())) {
        throw new IllegalStateException(
            place.description()
                + ": the loss is not finite; lower training.learning-rate or lengthen its warm-up");
      }
      listener.roundEnded(
          place, (long) epoch * steps + first + count, (long) schedule.epochs() * steps);
    }
    double rate = settings.learningRate().at((long) (epoch + 1) * steps - 1);
    double seconds = (System.nanoTime() - start) / 1e9;
    listener.epochEnded(
        new EpochSummary(
            epoch, schedule.epochs(), totals.meanLoss(), rate, totals.examples(), seconds));
  }

  private RoundPaths paths(int epoch, int firstStep, int steps) {
    return schedule.sharedPaths()
        ? RoundPaths.shared(sampler, epoch, firstStep, steps)
        : RoundPaths.perWorker(sampler, epoch, firstStep, steps, schedule.workers());
  }
}
