package org.sparknas.job.scoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparknas.job.report.ProgressBar;
import org.sparknas.job.spark.SparkStart;
import org.sparknas.job.store.RunResult;
import org.sparknas.supernet.architecture.Architecture;

/** Scores architectures on the validation images and prints what they reach and cost. */
public final class ScoreRun {
  private static final int AT_ONCE = 50;

  private ScoreRun() {}

  /** Prints a JSON line for each architecture, in their order. */
  public static void run(ScoreRequest request, PrintWriter out) {
    List<Architecture> architectures = request.architectures();
    try (JavaSparkContext spark = SparkStart.start("score");
        SparkScorer scorer =
            SparkScorer.of(
                spark,
                request.configuration(),
                request.data(),
                request.weights(),
                request.data().split().validation());
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
