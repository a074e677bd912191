package org.sparknas.job.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.config.DifferentiableConfiguration;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.config.TrainingConfiguration;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.DataSplit;
import org.sparknas.job.report.Warnings;
import org.sparknas.job.search.SearchRequest;
import org.sparknas.job.search.SearchRun;
import org.sparknas.job.search.TrainedSupernet;
import org.sparknas.job.spark.LocalFolders;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.tfnas.LatencyRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a supernet and searches it. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Trains a supernet, searches it, and leaves the best architectures.")
final class SearchCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configurationOptions;

  @Option(
      names = "--supernet",
      paramLabel = "RUN",
      description = "Searches the supernet that this run trained, instead of training one.")
  private String supernet;

  @Option(
      names = "--dry-run",
      description = "Checks configuration, constraints, data and folders, and starts nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunConfiguration configuration = configurationOptions.load();
    LocalFolders.requireOne(new SparkConf());
    SearchRequest request = prepare(configuration);
    SearchRun.requireFeasible(request);
    if (dryRun) {
      report(request);
      return ExitCode.DONE;
    }
    boolean met = SearchRun.run(request, Version.current(), spec.commandLine().getOut());
    return met ? ExitCode.DONE : ExitCode.TARGET_MISSED;
  }

  private SearchRequest prepare(RunConfiguration configuration) {
    String folder =
        configuration
            .output()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        configuration.described("output")
                            + "; search needs a folder to fill, as in -D output=runs/first"));
    RunFolder output = RunFolder.of(folder);
    output.refuseAnotherRun(configuration.described("output"));
    output.requireFillable(configuration.described("output"));
    Optional<RunFolder> trained = Optional.ofNullable(supernet).map(RunFolder::of);
    if (trained.isPresent()) {
      refuseSupernet(configuration);
      trained.get().requireSupernet("--supernet: " + supernet);
    }
    if (configuration.search().isDifferentiable()) {
      requireTarget(configuration);
    }
    DataSets data = DataSets.load(configuration);
    Warnings.print(data.warnings(), spec.commandLine().getErr());
    if (trained.isEmpty()) {
      checkSteps(configuration, data.split());
    }
    SearchSpace space = configuration.space().space();
    Optional<SupernetFile> weights = Optional.empty();
    if (trained.isPresent()) {
      TrainedSupernet file = new TrainedSupernet(configuration, space, data);
      weights = Optional.of(file.toSearch(trained.get(), "--supernet: " + supernet));
    }
    return new SearchRequest(configuration, space, configuration.costs(), data, output, weights);
  }

  private void refuseSupernet(RunConfiguration configuration) {
    if (configuration.search().isDifferentiable()) {
      throw new ConfigurationException(
          "--supernet: %s; must be left out, because %s trains its own"
              .formatted(supernet, configuration.described("search.algorithms")));
    }
  }

  /** What a differentiable search needs that other commands do not ask for. */
  private static void requireTarget(RunConfiguration configuration) {
    DifferentiableConfiguration search = configuration.search().differentiable();
    int epochs = configuration.training().epochs();
    List<String> problems = new ArrayList<>();
    if (configuration.latency().isEmpty()) {
      problems.add(
          configuration.described("cost.latency.table") + "; a differentiable search needs it");
    }
    if (search.target().isEmpty()) {
      problems.add(
          configuration.described(DifferentiableConfiguration.TARGET)
              + "; a differentiable search needs it");
    } else if (configuration.latency().isPresent()) {
      LatencyRange range = configuration.latency().get().range();
      if (!range.contains(search.target().getAsDouble())) {
        problems.add(
            "%s; must be %s ms, which is what networks of this space reach"
                .formatted(
                    configuration.described(DifferentiableConfiguration.TARGET),
                    range.described()));
      }
    }
    if (search.temperature().warmUpEpochs() >= epochs) {
      problems.add(
          "%s; must be below training.epochs (%d)"
              .formatted(configuration.described(DifferentiableConfiguration.WARM_UP), epochs));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void checkSteps(RunConfiguration configuration, DataSplit split) {
    if (configuration.search().isDifferentiable()) {
      int architecture =
          split.architectureImages(configuration.search().differentiable().architectureShare());
      checkSteps(
          configuration, split.training().size() - architecture, "training images for weights");
      checkSteps(
          configuration,
          architecture,
          "training images for architecture parameters"
              + " (search.differentiable.architecture-share)");
    } else {
      checkSteps(configuration, split.training().size(), "training images");
    }
  }

  private static void checkSteps(RunConfiguration configuration, int images, String what) {
    TrainingConfiguration training = configuration.training();
    int most = images / training.workers();
    if (training.batchSize() > most) {
      throw new ConfigurationException(
          "%s; must be at most %d: %d %s for %d workers (training.workers)"
              .formatted(
                  configuration.described("training.batch-size"),
                  most,
                  images,
                  what,
                  training.workers()));
    }
  }

  private void report(SearchRequest request) {
    PrintWriter out = spec.commandLine().getOut();
    DataSplit split = request.data().split();
    out.println("All is well; nothing was started.");
    out.printf("Space: %s, %s architectures%n", request.space().name(), request.space().size());
    out.printf("Training: %s%n", split.training());
    out.printf(
        "Validation: %d images, calibration: %d, test: %d%n",
        split.validation().size(), split.calibration().size(), split.test().size());
    out.printf(
        "Supernet: %s%n", request.supernet().isPresent() ? "from " + supernet : "to be trained");
    out.printf("Output: %s%n", request.output());
    out.flush();
  }
}
