package org.sparknas.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void timesAveragingRoundsAndPrintsOneLineOfJson() throws IOException {
    int exit = onSpark(() -> run("averaging-round", "20000", "0.25", "3", "3"));

    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(1);
    JsonNode line = new ObjectMapper().readTree(out.toByteArray());
    assertThat(line.path("engine").asText()).isEqualTo("spark-nas");
    assertThat(line.path("workload").asText()).isEqualTo("averaging-round");
    assertThat(line.path("parameters").asInt()).isEqualTo(20000);
    assertThat(line.path("share_touched").asDouble()).isEqualTo(0.25);
    assertThat(line.path("workers").asInt()).isEqualTo(3);
    assertThat(line.path("runs").asInt()).isEqualTo(3);
    assertThat(line.path("min_ms").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(line.path("median_ms").asDouble());
  }

  @Test
  void saysWhatIsWrongWithAnArgument() {
    assertThat(run("averaging-round", "many")).isEqualTo(2);
    assertThat(run("averaging-round", "100", "1.5")).isEqualTo(2);
    assertThat(run("averaging-round")).isEqualTo(2);
    assertThat(run("averaging-round", "100", "1", "20", "2", "more")).isEqualTo(2);

    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("PARAMETERS = many, but must be a whole number")
        .contains("SHARE_TOUCHED = 1.5, but must be above 0 and at most 1")
        .contains("PARAMETERS is missing")
        .contains("too many arguments: more")
        .contains("usage: averaging-round PARAMETERS [SHARE_TOUCHED=1]");
  }

  @Test
  void listsItsWorkloads() {
    assertThat(run("--help")).isZero();
    assertThat(run("flying")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("averaging-round PARAMETERS");
  }

  @Test
  void aMedianOfEvenlyManyRunsIsTheMeanOfTheMiddleTwo() {
    Timings timings = Timings.of(9_000_000, 1_000_000, 2_000_000, 5_000_000);

    assertThat(timings.medianMilliseconds()).isCloseTo(3.5, within(1e-9));
    assertThat(timings.leastMilliseconds()).isCloseTo(1, within(1e-9));
    assertThat(Timings.of(3_000_000, 1_000_000, 9_000_000).medianMilliseconds())
        .isCloseTo(3, within(1e-9));
  }

  private int run(String... arguments) {
    return Benchmark.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private interface Run {
    int run();
  }

  /** What the script tells Spark. */
  private static int onSpark(Run run) {
    Map<String, String> settings =
        Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1");
    settings.forEach(System::setProperty);
    try {
      return run.run();
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }
}
