package org.sparknas.job.search;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.evolution.SearchResult;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.config.SearchConfiguration.Algorithm;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.report.BestArchitectures;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.scoring.SparkScorer;
import org.sparknas.job.spark.SparkStart;
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
  private final PartTimes times = new PartTimes();

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
   * @return false when a target latency was missed although widths were fitted to it
   * @throws org.sparknas.job.store.StoreException when another run holds the folder; nothing was
   *     started
   */
  public static boolean run(SearchRequest request, String version, PrintWriter out) {
    request.output().claim(request.configuration().described("output"));
    try {
      return new SearchRun(request).fill(version, out);
    } finally {
      request.output().release();
    }
  }

  private boolean fill(String version, PrintWriter out) {
    boolean differentiable = configuration.search().isDifferentiable();
    DifferentiableStage differentiableStage = new DifferentiableStage(request);
    try (JavaSparkContext spark = SparkStart.start("search " + request.output())) {
      request.output().start(configuration.text());
      RunResult result =
          differentiable
              ? differentiableStage.run(spark, version, progress)
              : execute(spark, version);
      BestArchitectures.print(result, request.output(), out);
      return !differentiable || differentiableStage.isMet(result);
    }
  }

  /**
   * Looks for architectures and paths that keep the constraints; starts nothing.
   *
   * @throws org.sparknas.evolution.NoFeasibleCandidateException when random candidates all break
   *     them
   * @throws org.sparknas.job.training.NoPathException when random paths all do
   */
  public static void requireFeasible(SearchRequest request) {
    if (request.configuration().search().isDifferentiable()) {
      return;
    }
    if (request.supernet().isPresent()) {
      stageOf(request, request.supernet().get()).requireFeasible();
    } else {
      TrainingPlan plan = new TrainingPlan(request.configuration());
      plan.requirePaths(request.space(), request.costs(), request.data().split().training().size());
      new SearchStage(request, plan::trainedChoices).requireFeasible();
    }
  }

  private static SearchStage stageOf(SearchRequest request, SupernetFile supernet) {
    return new SearchStage(request, decision -> TrainedSupernet.trainedChoices(supernet, decision));
  }

  private RunResult execute(JavaSparkContext spark, String version) {
    long start = System.nanoTime();
    SupernetFile supernet = new SupernetStage(request).obtain(spark, progress);
    stage = stageOf(request, supernet);
    times.end("supernet", start);
    FoundGenes found = new FoundGenes(request, stage, search(spark, supernet.values()));
    List<Accuracy> tests = test(spark, supernet.values(), found.best());
    times.end("total", start);
    RunResult result =
        new FinishedRun(request, supernet)
            .result(
                version,
                found.searches(tests),
                stage.learning(request.data().split().validation()),
                times.seconds());
    request.output().writeResult(result);
    return result;
  }

  /** At once, so that what comes later cannot lose them. */
  private void writeBest(String search, SearchResult result) {
    for (int i = 0; i < result.best().size(); i++) {
      request
          .output()
          .writeArchitecture(
              FoundGenes.file(search, i + 1), stage.architecture(result.best().get(i).genes()));
    }
  }

  private List<FoundGenes.Found> search(JavaSparkContext spark, float[] weights) {
    List<FoundGenes.Found> found = new ArrayList<>();
    LabelledImages validation = request.data().split().validation();
    try (SparkScorer scorer = scorer(spark, weights, validation)) {
      for (Algorithm algorithm : configuration.search().algorithms()) {
        long start = System.nanoTime();
        int scoredBefore = stage.scored();
        SearchResult result = stage.run(algorithm, scorer, progress);
        writeBest(SearchStage.name(algorithm), result);
        found.add(new FoundGenes.Found(algorithm, result, stage.scored() - scoredBefore));
        times.end(SearchStage.name(algorithm) + "_search", start);
      }
    }
    return found;
  }

  private List<Accuracy> test(JavaSparkContext spark, float[] weights, List<Architecture> best) {
    long start = System.nanoTime();
    try (SparkScorer scorer = scorer(spark, weights, request.data().split().test())) {
      List<Accuracy> accuracies = scorer.score(best);
      times.end("test", start);
      return accuracies;
    }
  }

  private SparkScorer scorer(JavaSparkContext spark, float[] weights, LabelledImages evaluation) {
    return SparkScorer.of(spark, configuration, request.data(), weights, evaluation);
  }
}
