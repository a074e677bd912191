package org.sparknas.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart, made smaller, runs on a cluster through the script that users call. */
class SubmitIT {

  @TempDir Path folder;

  private final Checkout checkout = Checkout.find();

  @Test
  void searchesOnTwoExecutors() throws IOException, InterruptedException {
    Path output = folder.resolve("run");
    try (StandaloneCluster cluster = StandaloneCluster.start(checkout, folder, 2)) {
      int exitCode =
          submit(
              cluster,
              List.of(
                  "output=" + output,
                  "data.generated.train-size=800",
                  "data.generated.test-size=200",
                  "data.validation-images=100",
                  "data.calibration-images=100",
                  "training.epochs=1",
                  "training.learning-rate-warm-up-epochs=0",
                  "training.channel-warm-up.enabled=false",
                  "training.workers=2",
                  "scoring.partitions=2",
                  "search.population=4",
                  "search.retain=2",
                  "search.iterations=1"));

      assertThat(exitCode).as(Files.readString(log())).isZero();
      assertThat(cluster.executorsThatRanTasks()).isEqualTo(2);
    }
    JsonNode searches =
        new ObjectMapper().readTree(output.resolve("result.json").toFile()).path("searches");
    assertThat(searches).hasSize(2);
    for (JsonNode search : searches) {
      assertThat(search.path("candidates").asInt()).isEqualTo(4);
      assertThat(search.path("best")).isNotEmpty();
      assertThat(search.path("best").get(0).path("test_top1").isNumber()).isTrue();
    }
  }

  private int submit(StandaloneCluster cluster, List<String> settings)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(checkout.script("submit.sh").toString(), "--conf", "spark.driver.host=127.0.0.1"));
    command.addAll(List.of("search", checkout.configuration("quickstart.conf").toString()));
    settings.forEach(setting -> command.addAll(List.of("-D", setting)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log().toFile());
    builder.environment().put("SPARK_HOME", checkout.sparkHome().toString());
    builder.environment().put("SPARK_NAS_JAR", checkout.jar().toString());
    builder.environment().put("MASTER", cluster.master());
    builder.environment().put("EXECUTOR_MEMORY_GB", "1");
    builder.environment().put("EXECUTOR_OFF_HEAP_GB", "2");
    builder.environment().put("DRIVER_MEMORY_GB", "1");
    builder.environment().put("DRIVER_OFF_HEAP_GB", "2");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends within five minutes").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private Path log() {
    return folder.resolve("submit.log");
  }
}
