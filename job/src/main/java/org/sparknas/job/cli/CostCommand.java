package org.sparknas.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.store.RunResult;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.cost.Count;
import org.sparknas.supernet.cost.Counter;
import org.sparknas.supernet.cost.CountingConvention;
import org.sparknas.supernet.cost.Profile;
import org.sparknas.supernet.cost.Quantity;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what architectures cost. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description = "Prints what architectures cost: a JSON line for each on standard output.")
final class CostCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configurationOptions;

  @ArgGroup(multiplicity = "1")
  private ArchitectureOptions architectureOptions;

  @Option(
      names = "--profile",
      description = "Prints a table of all operations, too, on standard error.")
  private boolean profile;

  @Option(
      names = "--convention",
      paramLabel = "NAME",
      description = "Counts by another convention: plain, spos, tfnas, micronet or micronet-clip1.")
  private String convention;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunConfiguration configuration = configurationOptions.load();
    CountingConvention counting = counting();
    SearchSpace space = configuration.space().space();
    Pricing pricing =
        convention == null
            ? new Pricing.All(configuration.costs())
            : new Pricing.Counted(new Counter(counting));
    PrintWriter out = spec.commandLine().getOut();
    for (Architecture architecture : architectureOptions.read(space, configuration.costs())) {
      Network network = architecture.network();
      out.write(pricing.of(network).toString());
      out.write('\n');
      if (profile) {
        ProfileTable.print(Profile.of(network, counting), spec.commandLine().getErr());
      }
    }
    out.flush();
    return ExitCode.DONE;
  }

  private CountingConvention counting() {
    try {
      return CountingConvention.named(convention == null ? "plain" : convention);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--convention: " + e.getMessage(), e);
    }
  }

  /** The JSON of what a network costs. */
  private sealed interface Pricing {
    ObjectNode of(Network network);

    /** All costs that constraints may name. */
    record All(Costs costs) implements Pricing {
      @Override
      public ObjectNode of(Network network) {
        return RunResult.costsJson(costs.byName(network));
      }
    }

    /** The quantities of one convention. */
    record Counted(Counter counter) implements Pricing {
      @Override
      public ObjectNode of(Network network) {
        Count total = counter.of(network).total();
        Map<String, Double> values = new LinkedHashMap<>();
        for (Quantity quantity : counter.convention().quantities()) {
          values.put(quantity.column(), total.get(quantity));
        }
        ObjectNode line = RunResult.costsJson(values);
        return line.put("convention", counter.convention().name());
      }
    }
  }
}
