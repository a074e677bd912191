package org.sparknas.job.training;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.module.Supernet;

/** Steps of gradient descent: those of a {@link PathTrainer}. */
record TrainerSteps(PathSettings settings) implements PathSteps {

  @Override
  public PathStep on(Supernet supernet) {
    return new TrainerStep(settings.trainer(supernet.layout()));
  }

  private record TrainerStep(PathTrainer trainer) implements PathStep {
    @Override
    public double train(
        PathTrainer.Vectors vectors, Network path, MultiDataSet batch, PathTrainer.Step step) {
      LabelledBatch labelled = new LabelledBatch(batch);
      return trainer.train(vectors, path, labelled.images(), labelled.classes(), step);
    }

    @Override
    public void close() {
      trainer.close();
    }
  }
}
