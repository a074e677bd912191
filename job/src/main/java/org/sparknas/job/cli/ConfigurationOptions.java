package org.sparknas.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.report.Warnings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Reads the configuration and prints its warnings. */
  RunConfiguration load() {
    return load(overrides);
  }

  /** The configuration with one more override, which wins over all others. */
  RunConfiguration load(String override) {
    return load(Stream.concat(overrides.stream(), Stream.of(override)).toList());
  }

  private RunConfiguration load(List<String> settings) {
    RunConfiguration configuration = RunConfiguration.load(file, settings);
    Warnings.print(configuration.warnings(), command.commandLine().getErr());
    return configuration;
  }
}
