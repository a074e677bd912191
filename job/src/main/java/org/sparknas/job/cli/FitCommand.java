package org.sparknas.job.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.tfnas.ElasticityScaling;
import org.sparknas.supernet.tfnas.LatencyRange;
import org.sparknas.supernet.tfnas.TfnasLatency;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scales the widths of an architecture until it meets a latency. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description = {
      "Scales the widths of an architecture until its latency is as near below a target as it",
      "gets, and prints the way and the result: a JSON line on standard output."
    })
final class FitCommand implements Callable<Integer> {
  private static final int FORMAT = 1;

  @Mixin private ConfigurationOptions configurationOptions;

  @Option(
      names = GivenArchitecture.OPTION,
      paramLabel = GivenArchitecture.LABEL,
      required = true,
      description = {GivenArchitecture.FILE, GivenArchitecture.NAME})
  private String architecture = "";

  @Option(
      names = "--latency-table",
      paramLabel = "FILE",
      description = "The latency table (JSON); instead of the setting cost.latency.table.")
  private String table;

  @Option(
      names = "--target",
      paramLabel = "MS",
      required = true,
      description = "The latency to meet, in milliseconds of the table's batch.")
  private double target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunConfiguration configuration =
        table == null
            ? configurationOptions.load()
            : configurationOptions.load("cost.latency.table=" + table);
    TfnasLatency latency =
        configuration
            .latency()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        configuration.described("cost.latency.table")
                            + "; fit needs a latency table, as in --latency-table table.json"));
    Architecture given = GivenArchitecture.of(architecture, latency.space(), configuration.costs());
    requireReachable(latency.range());
    ElasticityScaling.Result result = new ElasticityScaling(latency, target).scale(given);
    PrintWriter out = spec.commandLine().getOut();
    out.write(json(latency, result).toString());
    out.write('\n');
    out.flush();
    return result.targetMet() ? ExitCode.DONE : ExitCode.TARGET_MISSED;
  }

  private void requireReachable(LatencyRange range) {
    if (!range.contains(target)) {
      throw new ConfigurationException(
          "--target %s: must be %s ms, which is what networks of this space reach"
              .formatted(target, range.described()));
    }
  }

  private ObjectNode json(TfnasLatency latency, ElasticityScaling.Result result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("target_ms", target);
    json.put("target_met", result.targetMet());
    json.put("latency_ms", result.latency());
    json.put("device", latency.table().device());
    json.put("batch", latency.table().batch());
    ArrayNode passes = json.putArray("passes");
    passes.addObject().put("stages", "before").put("latency_ms", result.before());
    for (ElasticityScaling.Pass pass : result.passes()) {
      passes
          .addObject()
          .put("stages", pass.firstStage() + "-" + pass.lastStage())
          .put("latency_ms", pass.latency());
    }
    json.set("architecture", ArchitectureFile.toJson(result.architecture()));
    return json;
  }
}
