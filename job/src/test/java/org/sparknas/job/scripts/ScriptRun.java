package org.sparknas.job.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a script left.
 *
 * @param exit the exit code
 * @param output what it printed, on both streams
 */
record ScriptRun(int exit, String output) {

  /**
   * Runs a command with nothing of the environment that the scripts read, but for what is given.
   *
   * @param folder where it runs
   */
  static ScriptRun of(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("script", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.matches("(SPARK|EXECUTOR|DRIVER|BENCH)_.*|MASTER|DEPLOY_MODE"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ends in time").isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new ScriptRun(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
