package org.sparknas.job.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.evolution.ScoredCandidate;
import org.sparknas.evolution.SearchResult;
import org.sparknas.job.config.Constraint;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.config.SearchConfiguration;
import org.sparknas.job.config.SearchConfiguration.Algorithm;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.report.BestArchitectures;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.scoring.ScoringTask;
import org.sparknas.job.scoring.SparkScorer;
import org.sparknas.job.spark.SparkStart;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.RunResult;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;

/**
 * A whole run: trains a supernet unless there is one, searches it by each algorithm, and looks at
 * the test images once, with the best of each search.
 */
public final class SearchRun {
  private final SearchRequest request;
  private final RunConfiguration configuration;
  private final RunProgress progress;
  private SearchStage stage;
  private final Map<String, Double> seconds = new TreeMap<>();

  private SearchRun(SearchRequest request) {
    this.request = request;
    this.configuration = request.configuration();
    this.progress = new RunProgress(request.output());
  }

  /**
   * Runs everything and fills the folder of the run.
   *
   * @param version of Spark NAS, for the result
   * @param out where the last screen is printed
   */
  public static void run(SearchRequest request, String version, PrintWriter out)
      throws IOException {
    SearchRun run = new SearchRun(request);
    run.requireFeasible();
    try (JavaSparkContext spark = SparkStart.start("search " + request.output())) {
      request.output().start(request.configuration().text());
      BestArchitectures.print(run.execute(spark, version), request.output(), out);
    }
  }

  /** Throws when constraints cannot be kept, before Spark starts. */
  private void requireFeasible() {
    TrainingPlan plan = new TrainingPlan(configuration);
    if (request.supernet().isPresent()) {
      stageOf(request.supernet().get()).requireFeasible();
    } else {
      plan.requirePaths(request.space(), request.costs());
      new SearchStage(request, plan::trainedChoices).requireFeasible();
    }
  }

  private SearchStage stageOf(SupernetFile supernet) {
    return new SearchStage(request, decision -> TrainedSupernet.trainedChoices(supernet, decision));
  }

  private RunResult execute(JavaSparkContext spark, String version) throws IOException {
    long start = System.nanoTime();
    SupernetFile supernet = new SupernetStage(request).obtain(spark, progress);
    stage = stageOf(supernet);
    seconds.put("supernet", secondsSince(start));
    List<Found> found = search(spark, supernet.values());
    List<Accuracy> tests = test(spark, supernet.values(), found);
    RunFolder folder = request.output();
    List<RunResult.Search> searches = new ArrayList<>();
    int from = 0;
    for (Found each : found) {
      int to = from + each.result().best().size();
      searches.add(described(each, tests.subList(from, to), folder));
      from = to;
    }
    seconds.put("total", secondsSince(start));
    RunResult result =
        new RunResult(
            RunResult.FORMAT,
            version,
            configuration.seed(),
            RunResult.Space.of(request.space()),
            data(),
            supernetFacts(supernet),
            searches,
            seconds);
    folder.writeResult(result);
    return result;
  }

  private record Found(Algorithm algorithm, SearchResult result) {}

  private List<Found> search(JavaSparkContext spark, float[] weights) {
    List<Found> found = new ArrayList<>();
    LabelledImages validation = request.data().split().validation();
    try (SparkScorer scorer = scorer(spark, weights, validation)) {
      for (Algorithm algorithm : configuration.search().algorithms()) {
        long start = System.nanoTime();
        found.add(new Found(algorithm, stage.run(algorithm, scorer, progress)));
        seconds.put(SearchStage.name(algorithm) + "_search", secondsSince(start));
      }
    }
    return found;
  }

  private List<Accuracy> test(JavaSparkContext spark, float[] weights, List<Found> found) {
    long start = System.nanoTime();
    List<Architecture> best =
        found.stream()
            .flatMap(each -> each.result().best().stream())
            .map(candidate -> stage.architecture(candidate.genes()))
            .toList();
    try (SparkScorer scorer = scorer(spark, weights, request.data().split().test())) {
      List<Accuracy> accuracies = scorer.score(best);
      seconds.put("test", secondsSince(start));
      return accuracies;
    }
  }

  private SparkScorer scorer(JavaSparkContext spark, float[] weights, LabelledImages evaluation) {
    int set = configuration.scoring().partitions();
    ScoringTask task =
        new ScoringTask(
            UUID.randomUUID().toString(),
            new TrainingPlan(configuration).spaceSource(),
            request.data().normalisation(),
            configuration.scoring().batchSize());
    ScoringTask.Images images =
        new ScoringTask.Images(request.data().split().calibration(), evaluation);
    return new SparkScorer(
        spark, task, images, weights, set == 0 ? spark.defaultParallelism() : set);
  }

  private RunResult.Search described(Found found, List<Accuracy> tests, RunFolder folder)
      throws IOException {
    SearchConfiguration search = configuration.search();
    String name = SearchStage.name(found.algorithm());
    List<RunResult.Best> best = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      ScoredCandidate candidate = found.result().best().get(i);
      Architecture architecture = stage.architecture(candidate.genes());
      String file = name + "-" + (i + 1) + ".json";
      folder.writeArchitecture(file, architecture);
      best.add(
          RunResult.Best.of(
              i + 1,
              file,
              architecture,
              candidate.costs(),
              candidate.fitness(),
              candidate.evaluation().accuracy(),
              candidate.evaluation().measures().get(SearchStage.TOP5),
              tests.get(i).top1(),
              tests.get(i).top5()));
    }
    List<ScoredCandidate> history = found.result().history();
    return new RunResult.Search(
        name,
        search.goal().name().toLowerCase(java.util.Locale.ROOT),
        search.constraints().stream().map(Constraint::text).toList(),
        history.size(),
        history.get(history.size() - 1).generation(),
        found.result().exhausted(),
        best);
  }

  private RunResult.Data data() {
    DataSets data = request.data();
    return new RunResult.Data(
        data.split().training().size(),
        data.split().validation().size(),
        data.split().calibration().size(),
        data.split().test().size(),
        data.fingerprints().train(),
        data.fingerprints().test());
  }

  private Map<String, ?> supernetFacts(SupernetFile supernet) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("parameters", supernet.header().parameters());
    facts.put("training", supernet.header().training());
    facts.put("trained_here", request.supernet().isEmpty());
    return facts;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
