package org.sparknas.job.training;

import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A plain DL4J graph whose parameters and updater state all travel. One object serves all rounds of
 * a run.
 */
public final class WholeGraph implements RoundModel, AutoCloseable {
  private final String run;
  private final long seed;
  private final Optional<Intervals> touched;

  /**
   * All of the graph is trained and averaged.
   *
   * @param run a name that no other training in this process has
   * @param seed for what is random in the graph, such as dropout
   */
  public WholeGraph(String run, long seed) {
    this(run, seed, Optional.empty());
  }

  /**
   * Only some parameters are averaged.
   *
   * @param touched the only parameters that are averaged and written; all others keep their bits,
   *     and so do their parts of the updater state, which must be slots laid out like the
   *     parameters
   */
  public WholeGraph(String run, long seed, Intervals touched) {
    this(run, seed, Optional.of(touched));
  }

  private WholeGraph(String run, long seed, Optional<Intervals> touched) {
    this.run = Objects.requireNonNull(run, "run");
    this.seed = seed;
    this.touched = touched;
  }

  @Override
  public ModelState start(ComputationGraph graph) {
    return GraphState.read(graph);
  }

  @Override
  public WorkerTraining training(ComputationGraph graph) {
    return new GraphTraining(run, seed, graph, touched);
  }

  @Override
  public void finish(ComputationGraph graph, ModelState averaged) {
    GraphState.write(averaged, graph);
  }

  /** Frees the run's replicas in this process; executors free theirs when other runs begin. */
  @Override
  public void close() {
    GraphReplicas.release(run);
  }
}
