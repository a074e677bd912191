package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.GeneratedImages;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.Normalisation;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.scoring.ScoringTask;
import org.sparknas.job.scoring.SparkScorer;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.oneshot.OneShotInitialization;

/**
 * Both passes of scoring over a generation of candidates, as a search runs them: Spark with a task
 * for each thread, calibration and validation images of the configuration's number and shape, which
 * the program draws.
 */
final class ScoringWorkload implements Workload {
  private static final int WARM_UP_CANDIDATES = 5;
  private static final long SEED = 1;

  private final String configurationFile;
  private final List<String> overrides;
  private final int candidates;

  /**
   * @param overrides settings that win over the file
   */
  ScoringWorkload(String configurationFile, List<String> overrides, int candidates) {
    this.configurationFile = configurationFile;
    this.overrides = List.copyOf(overrides);
    this.candidates = candidates;
  }

  @Override
  public String usage() {
    return "both BATCH [RUNS=3] [THREADS=cores]";
  }

  @Override
  public ObjectNode run(List<String> arguments) {
    Arguments given = new Arguments(arguments).atMost(4);
    if (arguments.isEmpty() || !arguments.get(0).equals("both")) {
      throw new IllegalArgumentException(
          "PHASE = %s, but must be both".formatted(arguments.isEmpty() ? "" : arguments.get(0)));
    }
    int batch = given.number(1, "BATCH", 1);
    int runs = given.number(2, "RUNS", 1, 3);
    int threads = given.number(3, "THREADS", 1, Runtime.getRuntime().availableProcessors());
    RunConfiguration configuration = RunConfiguration.load(configurationFile, overrides);
    Supernet supernet = new Supernet(configuration.space().space());
    List<Architecture> drawn = candidates(configuration, supernet.space());
    ScoringTask.Images images = images(configuration);
    try (JavaSparkContext spark = spark(threads);
        SparkScorer scorer =
            new SparkScorer(
                spark,
                new ScoringTask(
                    UUID.randomUUID().toString(),
                    new TrainingPlan(configuration).spaceSource(),
                    Normalisation.measured(images.calibration()),
                    batch),
                images,
                supernet.initialValues(new OneShotInitialization(), SEED),
                threads)) {
      requireAll(scorer.score(drawn.subList(0, Math.min(WARM_UP_CANDIDATES, candidates))), images);
      TimedSteps steps = step -> requireAll(scorer.score(drawn), images);
      Timings timings = steps.time(0, runs);
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("phase", "both")
              .put("batch", batch)
              .put("threads", threads);
      Costs costs = Costs.counted(configuration.cost());
      return timings
          .addTo(json)
          .put("params", mean(costs, "parameters", drawn))
          .put("macs", mean(costs, "macs", drawn))
          .put("candidates", drawn.size())
          .put("candidates_per_hour", perHour(drawn.size(), timings.medianMilliseconds()))
          .put("calibration_images", images.calibration().size())
          .put("evaluation_images", images.evaluation().size());
    }
  }

  private static JavaSparkContext spark(int threads) {
    return new JavaSparkContext(
        new SparkConf()
            .setAppName("scoring benchmark")
            .setMaster("local[" + threads + "]")
            .set("spark.ui.enabled", "false"));
  }

  /** Candidates that keep the search's limits, no two of them the same. */
  private List<Architecture> candidates(RunConfiguration configuration, SearchSpace space) {
    Costs costs = Costs.counted(configuration.cost());
    Random random = new Random(SEED);
    Set<List<Integer>> drawn = new LinkedHashSet<>();
    while (drawn.size() < candidates) {
      List<Integer> choices =
          space.decisions().stream().map(each -> random.nextInt(each.values().size())).toList();
      if (costs.of("score", space.architecture(choices).network()) <= 1) {
        drawn.add(choices);
      }
    }
    List<Architecture> architectures = new ArrayList<>();
    drawn.forEach(choices -> architectures.add(space.architecture(choices)));
    return architectures;
  }

  private static ScoringTask.Images images(RunConfiguration configuration) {
    Shape image = configuration.space().image();
    int classes = configuration.space().classes();
    GeneratedImages source = new GeneratedImages(image.height(), image.channels(), classes, 10, 2);
    return new ScoringTask.Images(
        source.draw(configuration.data().calibrationImages(), 2 * SEED),
        source.draw(configuration.data().validationImages(), 2 * SEED + 1));
  }

  private static void requireAll(List<Accuracy> accuracies, ScoringTask.Images images) {
    LabelledImages evaluation = images.evaluation();
    for (Accuracy accuracy : accuracies) {
      if (accuracy.images() != evaluation.size()) {
        throw new IllegalStateException(
            accuracy.images() + " images were scored instead of " + evaluation.size());
      }
    }
  }

  private static long mean(Costs costs, String name, List<Architecture> candidates) {
    return Math.round(
        candidates.stream()
            .mapToDouble(each -> costs.of(name, each.network()))
            .average()
            .orElseThrow());
  }

  private static long perHour(int count, double milliseconds) {
    return Math.round(count * 3.6e6 / milliseconds);
  }
}
