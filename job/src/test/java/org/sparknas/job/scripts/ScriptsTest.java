package org.sparknas.job.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.job.cluster.Checkout;

/**
 * The scripts by themselves, in a folder with a difficult name, with a Java that only says how it
 * was called.
 */
class ScriptsTest {
  @TempDir private Path folder;
  private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void copyTheScripts() throws IOException {
    home = folder.resolve("100% a#b c");
    Path scripts = Files.createDirectories(home.resolve("submit-scripts"));
    try (Stream<Path> files = Files.list(Checkout.find().script(""))) {
      for (Path file : files.toList()) {
        Files.copy(file, scripts.resolve(file.getFileName()));
      }
    }
    Files.createDirectories(home.resolve("job/target/spark/jars"));
    environment.put("SPARK_NAS_JAR", Files.writeString(jar(), "").toString());
    environment.put("JAVA_HOME", java("17.0.15").toString());
    environment.put("SPARK_HOME", folder.resolve("spark").toString());
    executable(folder.resolve("spark/bin/spark-submit"), "printf '%s\\n' \"$@\"");
  }

  @ParameterizedTest
  @CsvSource({
    "run-local.sh, SPARK_NAS_OFF_HEAP_GB, 0.5",
    "run-local.sh, SPARK_NAS_OFF_HEAP_GB, 0",
    "run-local.sh, SPARK_NAS_HEAP_GB, 8g",
    "submit.sh, EXECUTOR_MEMORY_GB, 08",
    "submit.sh, EXECUTOR_OFF_HEAP_GB, 2.5",
    "submit.sh, DRIVER_MEMORY_GB, -1",
    "submit.sh, DRIVER_OFF_HEAP_GB, 4 GB",
    "bench.sh, SPARK_NAS_OFF_HEAP_GB, 99999",
    "bench.sh, EXECUTOR_MEMORY_GB, two"
  })
  void memoryThatIsNoWholeNumberOfGigabytesIsRefused(String script, String variable, String value)
      throws IOException, InterruptedException {
    environment.put(variable, value);

    ScriptRun run = run(script, "describe", "my.conf");

    assertThat(run)
        .isEqualTo(
            new ScriptRun(
                2,
                "%s: %s=%s: must be a whole number of gigabytes from 1 to 9999, without a unit%n"
                    .formatted(script, variable, value)));
  }

  @Test
  void sizesAndNumbersOfOtherKindsAreRefusedToo() throws IOException, InterruptedException {
    environment.put("BENCH_HEAP", "4");
    assertThat(run("bench.sh", "scoring", "both", "8"))
        .returns(2, ScriptRun::exit)
        .extracting(ScriptRun::output)
        .asString()
        .contains("BENCH_HEAP=4: must be a whole number and a unit");

    environment.put("GPUS_PER_EXECUTOR", "one");
    assertThat(run("submit.sh", "describe", "my.conf"))
        .returns(2, ScriptRun::exit)
        .extracting(ScriptRun::output)
        .asString()
        .contains("GPUS_PER_EXECUTOR=one: must be a whole number");
  }

  @ParameterizedTest
  @CsvSource({
    "run-local.sh, 25.0.3",
    "submit.sh, 25.0.3",
    "bench.sh, 25.0.3",
    "run-local.sh, 1.8.0_402",
    "run-local.sh, 21"
  })
  void anotherJavaIsRefusedBeforeAnything(String script, String version)
      throws IOException, InterruptedException {
    Path java = java(version);
    environment.put("JAVA_HOME", java.toString());

    assertThat(run(script, "describe", "my.conf"))
        .isEqualTo(
            new ScriptRun(
                2,
                "%s: needs Java 17, but %s/bin/java is Java %s: set JAVA_HOME to a JDK 17%n"
                    .formatted(script, java, version)));
  }

  @Test
  void noJavaIsRefusedToo() throws IOException, InterruptedException {
    environment.put("JAVA_HOME", folder.resolve("none").toString());

    assertThat(run("run-local.sh", "describe", "my.conf"))
        .returns(2, ScriptRun::exit)
        .extracting(ScriptRun::output)
        .asString()
        .contains("none/bin/java does not run: set JAVA_HOME to a JDK 17");
  }

  @ParameterizedTest
  @CsvSource({"C", "POSIX", "C.UTF-8"})
  void javaWritesNamesOfFilesInUtf8WhateverTheLocale(String locale)
      throws IOException, InterruptedException {
    environment.put("LC_ALL", locale);

    assertThat(run("run-local.sh", "describe", "my.conf").output().lines())
        .contains("charmap UTF-8");
  }

  @Test
  void theProjectRunsFromAFolderWithADifficultNameAndFromElsewhere()
      throws IOException, InterruptedException {
    ScriptRun run = run("run-local.sh", "describe", "my confs/100%#.conf");

    assertThat(run.exit()).isZero();
    assertThat(run.output().lines())
        .contains("@" + home.resolve("submit-scripts/java17.options"))
        .containsSubsequence(
            "-cp",
            jar() + ":" + home.resolve("job/target/spark/jars") + "/*",
            "org.sparknas.job.cli.Main",
            "describe",
            "my confs/100%#.conf");
  }

  @Test
  void sparkSubmitGetsThePathsOfTheJarAndTheConfigurationAsUris()
      throws IOException, InterruptedException {
    environment.put("DEPLOY_MODE", "cluster");
    Path conf = Files.writeString(folder.resolve("c #1, 50%.conf"), "");

    ScriptRun run = run("submit.sh", "search", conf.toString());

    List<String> words = run.output().lines().toList();
    assertThat(run.exit()).isZero();
    assertThat(path(words.get(words.indexOf("--files") + 1))).isEqualTo(conf);
    assertThat(path(words.get(words.size() - 3))).isEqualTo(jar());
    assertThat(words).endsWith("search", "c #1, 50%.conf");
  }

  @Test
  void submittingAsAUserWithoutANameIsRefused() throws IOException, InterruptedException {
    executable(
        folder.resolve("bin/id"),
        "[[ $1 == -u ]] && echo 12345 || { echo 'no name' >&2; exit 1; }");
    environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));

    assertThat(run("submit.sh", "describe", "my.conf"))
        .returns(2, ScriptRun::exit)
        .extracting(ScriptRun::output)
        .asString()
        .startsWith("submit.sh: user id 12345 has no name");
  }

  private ScriptRun run(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", home + "/submit-scripts/" + script));
    command.addAll(List.of(arguments));
    return ScriptRun.of(folder, environment, command);
  }

  private Path jar() {
    return home.resolve("job/target/spark-nas.jar");
  }

  private static Path path(String uri) {
    return Path.of(URI.create(uri));
  }

  /** A Java that knows its version, and else prints its locale's character set and its words. */
  private Path java(String version) throws IOException {
    Path java = folder.resolve("jdk-" + version);
    executable(
        java.resolve("bin/java"),
        "if [[ $1 == -version ]]; then echo 'openjdk version \"%s\" 2025-04-15' >&2; exit; fi\n"
                .formatted(version)
            + "echo \"charmap $(locale charmap)\"\nprintf '%s\\n' \"$@\"");
    return java;
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
