package org.sparknas.job.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.sparknas.supernet.dl4j.SupernetGraph;
import org.sparknas.supernet.module.Supernet;

/**
 * Trains a supernet by parameter averaging: each worker takes steps on its own images, and after
 * every few steps what they touched is averaged.
 */
public final class SupernetTraining {

  /**
   * How long and how.
   *
   * @param averagingFrequency steps of a worker between two averages
   */
  public record Schedule(int epochs, int workers, int averagingFrequency) {}

  private final JavaSparkContext spark;
  private final Supernet supernet;
  private final PathSettings settings;
  private final Schedule schedule;
  private final TrainingMethod method;

  public SupernetTraining(
      JavaSparkContext spark,
      Supernet supernet,
      PathSettings settings,
      Schedule schedule,
      TrainingMethod method) {
    this.spark = spark;
    this.supernet = supernet;
    this.settings = settings;
    this.schedule = schedule;
    this.method = method;
  }

  /**
   * Trains from these parameters.
   *
   * @return the trained parameters, of the supernet's layout
   */
  public float[] train(float[] initialValues, TrainingListener listener) {
    RoundAveragingTrainingMaster master =
        new RoundAveragingTrainingMaster(spark, schedule.workers());
    ComputationGraph graph = SupernetGraph.of(supernet, initialValues, settings.updater());
    SparkComputationGraph distributed = new SparkComputationGraph(spark, graph, master);
    try {
      for (int epoch = 0; epoch < schedule.epochs(); epoch++) {
        trainEpoch(epoch, distributed, master, listener);
      }
      return GraphState.read(graph).values();
    } finally {
      graph.close();
    }
  }

  private void trainEpoch(
      int epoch,
      SparkComputationGraph graph,
      RoundAveragingTrainingMaster master,
      TrainingListener listener) {
    long start = System.nanoTime();
    int steps = method.stepsPerEpoch();
    int frequency = schedule.averagingFrequency();
    int rounds = (steps + frequency - 1) / frequency;
    TrainingTotals totals = TrainingTotals.NONE;
    method.epochStarts(epoch, graph.getNetwork());
    for (int round = 0; round < rounds; round++) {
      int first = round * frequency;
      int count = Math.min(frequency, steps - first);
      Round place = new Round(epoch, schedule.epochs(), round, rounds);
      master.next(place, method.round(epoch, first, count));
      graph.fitMultiDataSet(method.batches(epoch, first, count));
      totals = totals.plus(master.last().totals());
      if (!Double.isFinite(totals.meanLoss())) {
        throw new IllegalStateException(
            place.description()
                + ": the loss is not finite; lower training.learning-rate or lengthen its warm-up");
      }
      listener.roundEnded(
          place, (long) epoch * steps + first + count, (long) schedule.epochs() * steps);
    }
    ObjectNode notes = method.epochEnded(epoch, graph.getNetwork(), totals);
    double rate = settings.learningRate().at((long) (epoch + 1) * steps - 1);
    listener.epochEnded(
        new EpochSummary(
            epoch,
            schedule.epochs(),
            totals.meanLoss(),
            rate,
            totals.examples(),
            (System.nanoTime() - start) / 1e9,
            notes));
  }
}
