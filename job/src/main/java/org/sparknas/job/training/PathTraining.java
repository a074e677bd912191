package org.sparknas.job.training;

import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.spark.Replicas;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.Supernet;

/**
 * Trains the paths of a round, one for each batch. What travels are only the prefixes of parameters
 * that the round's paths touch; nothing off the paths moves, momentum included.
 */
public final class PathTraining implements WorkerTraining {
  private static final long serialVersionUID = 1L;

  /** What takes the steps, and the supernet that it was made for. */
  private record Replica(Supernet supernet, PathStep step) implements Replicas.Replica {
    @Override
    public void close() {
      step.close();
    }
  }

  private static final Replicas<Replica> REPLICAS = new Replicas<>();

  private final PathSettings settings;
  private final PathSteps steps;
  private final RoundPaths paths;

  PathTraining(PathSettings settings, PathSteps steps, RoundPaths paths) {
    this.settings = settings;
    this.steps = steps;
    this.paths = paths;
  }

  @Override
  public TrainedState train(int worker, ModelState start, Iterator<MultiDataSet> batches) {
    return REPLICAS.use(
        settings.run() + ":" + steps.getClass().getName(),
        this::replica,
        replica -> train(replica, worker, start, batches));
  }

  private Replica replica() {
    Supernet supernet = new Supernet(settings.space().get());
    return new Replica(supernet, steps.on(supernet));
  }

  private TrainedState train(
      Replica replica, int worker, ModelState start, Iterator<MultiDataSet> batches) {
    SearchSpace space = replica.supernet().space();
    ParameterLayout layout = replica.supernet().touchedBy(paths.all(space));
    PathTrainer.Vectors vectors =
        new PathTrainer.Vectors(layout, start.values(), start.optimizerState());
    List<Architecture> mine = paths.of(worker, space);
    TrainingTotals totals = TrainingTotals.NONE;
    for (int step = 0; batches.hasNext(); step++) {
      MultiDataSet batch = batches.next();
      double loss =
          replica.step().train(vectors, mine.get(step).network(), batch, place(worker, step));
      LabelledBatch labelled = new LabelledBatch(batch);
      totals = totals.plusBatch(labelled.size(), loss);
      labelled.close();
    }
    ModelState state = new ModelState(vectors.values(), vectors.state());
    if (paths.shared()) {
      return TrainedState.whole(state, totals);
    }
    ParameterLayout touched = replica.supernet().touchedBy(mine);
    return TrainedState.part(state, TouchedIntervals.of(layout, touched), totals);
  }

  private PathTrainer.Step place(int worker, int step) {
    int iteration = paths.firstStep() + step;
    return new PathTrainer.Step(
        iteration, paths.epoch(), Seed.of(settings.seed(), iteration, worker));
  }
}
