package org.sparknas.job.training;

import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a plain DL4J graph with DL4J's own {@code fit}, on a replica that the executor keeps. */
public final class GraphTraining implements WorkerTraining {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final long seed;
  private final String configuration;
  private final int iteration;
  private final int epoch;
  private final Intervals touched;

  /**
   * The training of one round.
   *
   * @param run names the run; replicas are shared between its rounds
   * @param seed for what is random in the graph (dropout): each worker and each round draws its own
   * @param graph whose configuration and counters the replicas take over
   * @param touched what is averaged; everything where empty
   */
  GraphTraining(String run, long seed, ComputationGraph graph, Optional<Intervals> touched) {
    this.run = Objects.requireNonNull(run, "run");
    this.seed = seed;
    this.configuration = graph.getConfiguration().toJson();
    this.iteration = graph.getConfiguration().getIterationCount();
    this.epoch = graph.getConfiguration().getEpochCount();
    this.touched = touched.orElse(null);
  }

  @Override
  public TrainedState train(int worker, ModelState start, Iterator<MultiDataSet> batches) {
    ComputationGraph replica = GraphReplicas.borrow(run, this::build);
    // A replica that failed is dropped, so that the next attempt cannot see what it left.
    boolean sound = false;
    try {
      TrainedState trained = train(replica, worker, start, batches);
      sound = true;
      return trained;
    } finally {
      if (sound) {
        GraphReplicas.giveBack(run, replica);
      } else {
        replica.close();
      }
    }
  }

  private TrainedState train(
      ComputationGraph replica, int worker, ModelState start, Iterator<MultiDataSet> batches) {
    GraphState.write(start, replica);
    replica.getConfiguration().setIterationCount(iteration);
    replica.getConfiguration().setEpochCount(epoch);
    replica.rnnClearPreviousState();
    Nd4j.getRandom().setSeed(Seed.of(seed, epoch, iteration, worker));
    TrainingTotals totals = TrainingTotals.NONE;
    while (batches.hasNext()) {
      MultiDataSet batch = batches.next();
      replica.fit(batch);
      totals = totals.plusBatch(batch.getFeatures(0).size(0), replica.score());
    }
    ModelState state = GraphState.read(replica);
    return touched == null
        ? TrainedState.whole(state, totals)
        : TrainedState.part(state, touched, totals);
  }

  private ComputationGraph build() {
    ComputationGraph graph =
        new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
    graph.init();
    return graph;
  }
}
