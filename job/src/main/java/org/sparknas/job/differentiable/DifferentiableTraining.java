package org.sparknas.job.differentiable;

import java.util.Iterator;
import java.util.SplittableRandom;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.spark.Replicas;
import org.sparknas.job.training.ArchitectureTotals;
import org.sparknas.job.training.LabelledBatch;
import org.sparknas.job.training.ModelState;
import org.sparknas.job.training.Seed;
import org.sparknas.job.training.TouchedIntervals;
import org.sparknas.job.training.TrainedState;
import org.sparknas.job.training.TrainingTotals;
import org.sparknas.job.training.WorkerTraining;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.tfnas.ArchitectureOptimizer;
import org.sparknas.supernet.tfnas.ArchitectureParameters;
import org.sparknas.supernet.tfnas.ArchitectureStep;
import org.sparknas.supernet.tfnas.DifferentiableTrainer;
import org.sparknas.supernet.tfnas.SearchNetworks;
import org.sparknas.supernet.tfnas.TfnasSpace;

/**
 * The steps of a worker in a round: on each batch of weight images one weight step, and behind some
 * of them a step on architecture parameters, whose batch follows in the worker's batches.
 */
final class DifferentiableTraining implements WorkerTraining {
  private static final long serialVersionUID = 1L;

  private record Replica(TfnasSpace space, DifferentiableTrainer trainer)
      implements Replicas.Replica {
    @Override
    public void close() {
      trainer.close();
    }
  }

  private static final Replicas<Replica> REPLICAS = new Replicas<>();

  private final StepSettings settings;
  private final RoundPlan plan;

  DifferentiableTraining(StepSettings settings, RoundPlan plan) {
    this.settings = settings;
    this.plan = plan;
  }

  @Override
  public TrainedState train(int worker, ModelState start, Iterator<MultiDataSet> batches) {
    return REPLICAS.use(
        settings.weights().run(),
        this::replica,
        replica -> new Worker(replica, worker).train(start, batches));
  }

  private Replica replica() {
    TfnasSpace space = settings.space();
    return new Replica(space, settings.trainer(space, new Supernet(space).layout()));
  }

  /** A worker's round. */
  private final class Worker {
    private final int number;
    private final DifferentiableTrainer trainer;
    private final SearchNetworks networks;
    private ArchitectureOptimizer.State architecture;
    private TrainingTotals totals = TrainingTotals.NONE;

    Worker(Replica replica, int number) {
      this.number = number;
      this.trainer = replica.trainer();
      this.networks = new SearchNetworks(replica.space(), settings.scheme(), plan.widths());
    }

    TrainedState train(ModelState start, Iterator<MultiDataSet> batches) {
      architecture =
          ArchitectureVector.state(
              start.architecture(),
              ArchitectureParameters.initial(networks.space(), settings.scheme()));
      ParameterLayout layout = RoundPlan.layout(plan.needed(networks));
      PathTrainer.Vectors vectors =
          new PathTrainer.Vectors(layout, start.values(), start.optimizerState());
      plan.needed(networks).forEach(network -> trainer.load(vectors, network));
      for (int step = 0; batches.hasNext(); step++) {
        weightStep(step, new LabelledBatch(batches.next()));
        if (plan.trainsArchitecture() && settings.isFollowed(plan.firstOfEpoch() + step)) {
          architectureStep(step, new LabelledBatch(batches.next()));
        }
      }
      plan.walked(networks).forEach(network -> trainer.store(vectors, network));
      ModelState end =
          new ModelState(vectors.values(), vectors.state(), ArchitectureVector.of(architecture));
      ParameterLayout moved = RoundPlan.layout(plan.walked(networks));
      return TrainedState.part(end, TouchedIntervals.of(layout, moved), totals);
    }

    private long seed(int step) {
      return Seed.of(settings.weights().seed(), plan.firstStep() + step, number);
    }

    /** Of the Gumbel noise, which each worker draws anew: the average sees more of it. */
    private long noiseSeed(int step) {
      int place = plan.firstStep() + step;
      return number == 0
          ? Seed.of(settings.seed(), place)
          : Seed.of(settings.seed(), place, number);
    }

    private void weightStep(int step, LabelledBatch batch) {
      double loss =
          trainer.weightStep(
              networks,
              plan.paths().get(step),
              architecture.parameters(),
              batch.images(),
              batch.classes(),
              new PathTrainer.Step(plan.firstStep() + step, plan.epoch(), seed(step)));
      totals = totals.plusBatch(batch.size(), loss);
      batch.close();
    }

    private void architectureStep(int step, LabelledBatch batch) {
      ArchitectureStep.Result result =
          trainer
              .architecture()
              .gradient(
                  networks,
                  architecture.parameters(),
                  plan.architecture().temperature(),
                  new SplittableRandom(noiseSeed(step)),
                  batch.images(),
                  batch.classes(),
                  seed(step));
      int taken =
          settings.following(plan.firstOfEpoch() + step) - settings.following(plan.firstOfEpoch());
      architecture =
          settings
              .optimizer()
              .step(architecture, result.gradient(), plan.architecture().iteration() + taken);
      totals =
          totals.plus(
              new ArchitectureTotals(1, result.crossEntropy(), result.latency(), result.loss()));
      batch.close();
    }
  }
}
