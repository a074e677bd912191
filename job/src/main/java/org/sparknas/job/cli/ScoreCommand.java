package org.sparknas.job.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.report.Warnings;
import org.sparknas.job.scoring.ScoreRequest;
import org.sparknas.job.scoring.ScoreRun;
import org.sparknas.job.search.TrainedSupernet;
import org.sparknas.job.spark.LocalFolders;
import org.sparknas.job.store.RunFolder;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores architectures with the weights of a supernet. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description =
        "Prints accuracy and costs of architectures: a JSON line for each on standard output.")
final class ScoreCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configurationOptions;

  @ArgGroup(multiplicity = "1")
  private ArchitectureOptions architectureOptions;

  @Option(
      names = "--supernet",
      paramLabel = "RUN",
      required = true,
      description = "The folder of a run that trained a supernet.")
  private String supernet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunConfiguration configuration = configurationOptions.load();
    LocalFolders.requireOne(new SparkConf());
    RunFolder trained = RunFolder.of(supernet);
    trained.requireSupernet("--supernet: " + supernet);
    SearchSpace space = configuration.space().space();
    List<Architecture> architectures = architectureOptions.read(space, configuration.costs());
    DataSets data = DataSets.load(configuration);
    Warnings.print(data.warnings(), spec.commandLine().getErr());
    float[] weights =
        new TrainedSupernet(configuration, space, data)
            .toScore(trained, "--supernet: " + supernet, architectures)
            .values();
    ScoreRequest request =
        new ScoreRequest(configuration, space, configuration.costs(), data, weights, architectures);
    ScoreRun.run(request, spec.commandLine().getOut());
    return ExitCode.DONE;
  }
}
