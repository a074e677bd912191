package org.sparknas.job.scoring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.training.PathSettings;
import org.sparknas.job.training.SupernetTraining;
import org.sparknas.job.training.TrainingImages;
import org.sparknas.job.training.TrainingListener;
import org.sparknas.job.training.TrainingMethod;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.oneshot.OneShotInitialization;

/**
 * A supernet that a configuration trained, and candidates scored on it without Spark, one after the
 * other.
 *
 * @param statistics of each candidate's batch norms
 */
record ScoredSupernet(
    DataSets data,
    Supernet supernet,
    float[] weights,
    ScoringTask task,
    ScoringTask.Images images,
    List<Architecture> candidates,
    List<Map<String, ChannelMoments>> statistics,
    List<Accuracy> accuracies) {

  static ScoredSupernet of(
      JavaSparkContext spark, RunConfiguration configuration, int candidates, int batchSize) {
    DataSets data = DataSets.load(configuration);
    Supernet supernet = new Supernet(configuration.space().space());
    float[] weights = train(spark, configuration, data, supernet);
    ScoringTask task =
        new ScoringTask(
            "alone",
            new TrainingPlan(configuration).spaceSource(),
            data.normalisation(),
            batchSize);
    ScoringTask.Images images =
        new ScoringTask.Images(data.split().calibration(), data.split().validation());
    List<Architecture> drawn = draw(supernet.space(), candidates);
    CandidateScorer alone = new LocalScorer(task, images, weights);
    List<Map<String, ChannelMoments>> statistics = new ArrayList<>();
    List<Accuracy> accuracies = new ArrayList<>();
    for (Architecture one : drawn) {
      statistics.addAll(alone.recalibrate(List.of(one)));
      accuracies.addAll(alone.evaluate(List.of(one), List.of(statistics.get(accuracies.size()))));
    }
    return new ScoredSupernet(data, supernet, weights, task, images, drawn, statistics, accuracies);
  }

  private static float[] train(
      JavaSparkContext spark, RunConfiguration configuration, DataSets data, Supernet supernet) {
    int workers = configuration.training().workers();
    int batchSize = configuration.training().batchSize();
    try (TrainingImages training = new TrainingImages(spark, data, workers, batchSize, 1)) {
      Costs costs = Costs.counted(configuration.cost());
      TrainingPlan plan = new TrainingPlan(configuration);
      PathSettings settings = plan.pathSettings(training.stepsPerEpoch());
      TrainingMethod method = plan.uniform(supernet, settings, costs, training);
      return new SupernetTraining(spark, supernet, settings, plan.schedule(), method)
          .train(supernet.initialValues(new OneShotInitialization(), 1), new TrainingListener() {});
    }
  }

  private static List<Architecture> draw(SearchSpace space, int count) {
    Random random = new Random(5);
    Set<List<Integer>> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      drawn.add(space.decisions().stream().map(d -> random.nextInt(d.values().size())).toList());
    }
    return drawn.stream().map(space::architecture).toList();
  }
}
