package org.sparknas.job.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.config.DifferentiableConfiguration;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.config.SearchConfiguration.Algorithm;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.differentiable.DifferentiableRun;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.scoring.SparkScorer;
import org.sparknas.job.store.RunResult;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.tfnas.TfnasLatency;

/**
 * A differentiable run: trains weights and architecture together, and scores what was derived on
 * its own supernet.
 */
record DifferentiableStage(SearchRequest request) {
  private static final String NAME = SearchStage.name(Algorithm.DIFFERENTIABLE);

  RunResult run(JavaSparkContext spark, String version, RunProgress progress) {
    RunConfiguration configuration = request.configuration();
    PartTimes times = new PartTimes();
    long start = System.nanoTime();
    DifferentiableRun.Result derived =
        new DifferentiableRun(configuration, request.data()).run(spark, progress.training());
    times.end(NAME + "_search", start);
    SupernetFile supernet =
        new TrainedSupernet(configuration, request.space(), request.data())
            .of(derived.weights(), derived.widths());
    supernet.write(request.output().supernet());
    request.output().writeArchitecture(FoundGenes.file(NAME, 1), derived.architecture());
    Accuracy validation = accuracy(spark, derived, request.data().split().validation());
    Accuracy test = accuracy(spark, derived, request.data().split().test());
    times.end("total", start);
    RunResult.Search search = search(derived.architecture(), validation, test);
    RunResult result =
        new FinishedRun(request, supernet)
            .result(version, List.of(search), learning(validation), times.seconds());
    request.output().writeResult(result);
    return result;
  }

  private LearningCheck learning(Accuracy validation) {
    return new LearningCheck(request.data().split().validation(), validation.top1(), 1);
  }

  private Accuracy accuracy(
      JavaSparkContext spark, DifferentiableRun.Result derived, LabelledImages images) {
    try (SparkScorer scorer =
        SparkScorer.of(spark, request.configuration(), request.data(), derived.weights(), images)) {
      return scorer.score(List.of(derived.architecture())).get(0);
    }
  }

  /** Whether the latency is what it was to be; without elasticity-scaling nothing sees to that. */
  boolean isMet(RunResult result) {
    JsonNode latency = result.searches().get(0).best().get(0).costs().get(TfnasLatency.NAME);
    return !settings().elasticityScaling()
        || latency.asDouble() <= settings().target().orElseThrow();
  }

  private DifferentiableConfiguration settings() {
    return request.configuration().search().differentiable();
  }

  private RunResult.Search search(Architecture architecture, Accuracy validation, Accuracy test) {
    RunConfiguration configuration = request.configuration();
    return new RunResult.Search(
        NAME,
        configuration.search().seed(),
        "accuracy",
        settings().elasticityScaling()
            ? List.of(TfnasLatency.NAME + " <= " + settings().target().orElseThrow())
            : List.of(),
        1,
        1,
        configuration.training().epochs(),
        false,
        List.of(
            RunResult.Best.of(
                1,
                FoundGenes.file(NAME, 1),
                architecture,
                request.costs().byName(architecture.network()),
                validation.top1(),
                validation.top1(),
                validation.top5(),
                test.top1(),
                test.top5())));
  }
}
