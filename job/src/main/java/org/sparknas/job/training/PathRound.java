package org.sparknas.job.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.sparknas.supernet.module.Supernet;

/** A round of a supernet whose parameters and momentum a graph holds. */
public final class PathRound implements RoundModel {
  private final PathSettings settings;
  private final PathSteps steps;
  private final RoundPaths paths;
  private final Stretches touched;

  /** A round of gradient descent. */
  public PathRound(PathSettings settings, Supernet supernet, RoundPaths paths) {
    this(settings, new TrainerSteps(settings), supernet, paths);
  }

  /** A round of other steps than gradient descent's. */
  public PathRound(PathSettings settings, PathSteps steps, Supernet supernet, RoundPaths paths) {
    this.settings = settings;
    this.steps = steps;
    this.paths = paths;
    this.touched = Stretches.of(supernet.layout(), supernet.touchedBy(paths.all(supernet.space())));
  }

  @Override
  public ModelState start(ComputationGraph graph) {
    return GraphState.gather(touched, graph);
  }

  @Override
  public WorkerTraining training(ComputationGraph graph) {
    return new PathTraining(settings, steps, paths);
  }

  @Override
  public void finish(ComputationGraph graph, ModelState averaged) {
    GraphState.scatter(averaged, touched, graph);
  }
}
