package org.sparknas.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sparknas.job.config.RunConfiguration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration, which every command reads. */
final class ConfigurationOptions {
  @Parameters(
      paramLabel = "CONF",
      description = "The configuration file (HOCON); any path that Hadoop can read.")
  private String file = "";

  @Option(
      names = "-D",
      paramLabel = "setting=value",
      description = "Overrides a setting of the file, as in -D search.population=20.")
  private List<String> overrides = new ArrayList<>();

  RunConfiguration load() {
    return RunConfiguration.load(file, overrides);
  }

  /** The configuration with one more override, which wins over all others. */
  RunConfiguration load(String override) {
    return RunConfiguration.load(
        file, Stream.concat(overrides.stream(), Stream.of(override)).toList());
  }
}
