package org.sparknas.job.differentiable;

import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.config.DifferentiableConfiguration;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.config.TrainingConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.training.PathSettings;
import org.sparknas.job.training.SupernetTraining;
import org.sparknas.job.training.TrainingListener;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.tfnas.DerivedArchitecture;
import org.sparknas.supernet.tfnas.TfnasLatency;
import org.sparknas.supernet.tfnas.TfnasSpace;
import org.sparknas.supernet.tfnas.TrainedWidths;

/** Trains a supernet and its architecture parameters together, as a configuration describes it. */
public record DifferentiableRun(RunConfiguration configuration, DataSets data) {

  /**
   * What came out.
   *
   * @param weights of the supernet, for the architecture at the places where its blocks stand
   * @param widths at which these weights can be scored
   */
  public record Result(Architecture architecture, float[] weights, TrainedWidths widths) {}

  /** Runs it. */
  public Result run(JavaSparkContext spark, TrainingListener listener) {
    DifferentiableConfiguration search = configuration.search().differentiable();
    TrainingConfiguration training = configuration.training();
    TfnasLatency latency = configuration.latency().orElseThrow();
    TfnasSpace space = latency.space();
    Supernet supernet = new Supernet(space);
    try (SearchImages images =
        new SearchImages(
            spark,
            data,
            data.split().cutTraining(search.architectureShare(), configuration.seed()),
            training.workers(),
            training.batchSize(),
            configuration.seed())) {
      TrainingPlan plan = new TrainingPlan(configuration);
      PathSettings weights = plan.pathSettings(images.stepsPerEpoch());
      DifferentiableSearch method =
          new DifferentiableSearch(
              settings(search, weights, latency), search, latency, supernet.layout(), images);
      float[] first =
          supernet.initialValues(configuration.space().initialization(), configuration.seed());
      float[] values =
          new SupernetTraining(spark, supernet, weights, plan.schedule(), method)
              .train(first, listener);
      DerivedArchitecture derived = method.derived();
      derived.place(supernet.layout(), values);
      return new Result(derived.architecture().canonical(), values, method.trainedWidths());
    }
  }

  private StepSettings settings(
      DifferentiableConfiguration search, PathSettings weights, TfnasLatency latency) {
    return new StepSettings(
        configuration.search().seed(),
        weights,
        search.depth(),
        latency.table(),
        search.latencyLoss(search.target().orElseThrow()),
        search.optimizer(),
        search.weightSteps());
  }
}
