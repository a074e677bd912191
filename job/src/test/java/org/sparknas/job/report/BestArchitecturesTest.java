package org.sparknas.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.RunResult;

class BestArchitecturesTest {

  private static RunResult.Search search(String algorithm, int candidates, int scored) {
    RunResult.Best best =
        new RunResult.Best(
            1,
            algorithm + "-1.json",
            List.of(),
            JsonNodeFactory.instance.objectNode(),
            RunResult.costsJson(Map.of("macs", 645722.0, "parameters", 29800.0, "score", 0.9454)),
            0.611,
            0.611,
            0.998,
            0.583,
            0.999);
    return new RunResult.Search(
        algorithm, 1, "accuracy", List.of(), candidates, scored, 5, false, List.of(best));
  }

  @Test
  void showsTheBestAndHowFastCandidatesWereScored() {
    RunResult result =
        new RunResult(
            RunResult.FORMAT,
            "0.1",
            1,
            null,
            null,
            Map.of(),
            List.of(search("genetic", 50, 50), search("random", 40, 10)),
            List.of("the supernet seems to have learnt nothing"),
            Map.of("genetic_search", 36.0, "random_search", 9.0));
    StringWriter screen = new StringWriter();

    BestArchitectures.print(result, RunFolder.of("runs/a"), new PrintWriter(screen));

    assertThat(screen.toString().lines())
        .containsExactly(
            "",
            "search   rank  validation     test      MACs    params   score  architecture",
            "genetic     1     61.10 %  58.30 %   0.646 M   0.030 M   0.945  runs/a/genetic-1.json",
            "random      1     61.10 %  58.30 %   0.646 M   0.030 M   0.945  runs/a/random-1.json",
            "",
            "genetic search: 50 candidates, 50 scored (5000 an hour)",
            "random search: 40 candidates, 10 scored (4000 an hour), the others known from before",
            "warning: the supernet seems to have learnt nothing",
            "Everything is in runs/a");
  }
}
