package org.sparknas.job.scoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.report.ProgressBar;
import org.sparknas.job.spark.SparkStart;
import org.sparknas.job.store.RunResult;
import org.sparknas.job.training.TrainingPlan;
import org.sparknas.supernet.architecture.Architecture;

/** Scores architectures on the validation images and prints what they reach and cost. */
public final class ScoreRun {
  private static final int AT_ONCE = 50;

  private ScoreRun() {}

  /** Prints a JSON line for each architecture, in their order. */
  public static void run(ScoreRequest request, PrintWriter out) {
    RunConfiguration configuration = request.configuration();
    int set = configuration.scoring().partitions();
    ScoringTask task =
        new ScoringTask(
            UUID.randomUUID().toString(),
            new TrainingPlan(configuration).spaceSource(),
            request.data().normalisation(),
            configuration.scoring().batchSize());
    ScoringTask.Images images =
        new ScoringTask.Images(
            request.data().split().calibration(), request.data().split().validation());
    List<Architecture> architectures = request.architectures();
    try (JavaSparkContext spark = SparkStart.start("score");
        SparkScorer scorer =
            new SparkScorer(
                spark,
                task,
                images,
                request.weights(),
                set == 0 ? spark.defaultParallelism() : set);
        ProgressBar bar = ProgressBar.of("scoring (architectures)", architectures.size())) {
      for (int from = 0; from < architectures.size(); from += AT_ONCE) {
        int to = Math.min(from + AT_ONCE, architectures.size());
        List<Architecture> some = architectures.subList(from, to);
        List<Accuracy> accuracies = scorer.score(some);
        for (int i = 0; i < some.size(); i++) {
          out.println(line(request, some.get(i), accuracies.get(i)));
        }
        out.flush();
        bar.to(to, "");
      }
    }
  }

  private static ObjectNode line(
      ScoreRequest request, Architecture architecture, Accuracy accuracy) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    architecture.choices().forEach(line.putArray("genes")::add);
    line.put("top1", accuracy.top1());
    line.put("top5", accuracy.top5());
    line.setAll(RunResult.costsJson(request.costs().byName(architecture.network())));
    return line;
  }
}
