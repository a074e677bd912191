package org.sparknas.job.search;

import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.job.training.PathSettings;
import org.sparknas.job.training.SupernetTraining;
import org.sparknas.job.training.TrainingImages;
import org.sparknas.job.training.TrainingMethod;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.module.Supernet;

/** The first part of a run: a supernet, trained now or by an earlier run. */
record SupernetStage(SearchRequest request) {

  /** The supernet; one that was trained now is written down. */
  SupernetFile obtain(JavaSparkContext spark, RunProgress progress) {
    if (request.supernet().isPresent()) {
      return request.supernet().get();
    }
    SupernetFile trained =
        new TrainedSupernet(request.configuration(), request.space(), request.data())
            .of(train(spark, progress));
    trained.write(request.output().supernet());
    return trained;
  }

  private float[] train(JavaSparkContext spark, RunProgress progress) {
    RunConfiguration configuration = request.configuration();
    Supernet supernet = new Supernet(request.space());
    TrainingPlan plan = new TrainingPlan(configuration);
    try (TrainingImages images =
        new TrainingImages(
            spark,
            request.data(),
            configuration.training().workers(),
            configuration.training().batchSize(),
            configuration.seed())) {
      PathSettings settings = plan.pathSettings(images.stepsPerEpoch());
      TrainingMethod method = plan.uniform(supernet, settings, request.costs(), images);
      float[] first =
          supernet.initialValues(configuration.space().initialization(), configuration.seed());
      return new SupernetTraining(spark, supernet, settings, plan.schedule(), method)
          .train(first, progress.training());
    }
  }
}
