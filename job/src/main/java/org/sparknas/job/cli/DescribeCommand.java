package org.sparknas.job.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.CostRange;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.cost.SupernetParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what the space of a configuration holds. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Prints what the space of a configuration holds, and what its networks cost.")
final class DescribeCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configurationOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RunConfiguration configuration = configurationOptions.load();
    SearchSpace space = configuration.space().space();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Space " + space.name() + ": " + space.settings());
    out.println();
    printDecisions(space, out);
    printSize(space, out);
    printCosts(space, configuration.costs(), out);
    out.flush();
    return ExitCode.DONE;
  }

  private static void printDecisions(SearchSpace space, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("decision", "alternatives"));
    for (Decision decision : space.decisions()) {
      rows.add(List.of(decision.name(), decision.allowed()));
    }
    TextTable.print(rows, 2, out);
    out.println();
  }

  private static void printSize(SearchSpace space, PrintWriter out) {
    BigInteger size = space.size();
    out.printf("Decisions: %d%n", space.decisions().size());
    out.printf("Architectures: %s, about %s%n", size, new BigDecimal(size, new MathContext(3)));
    out.printf(
        "Supernet parameters: %d, of which %d weights, %d biases, %d of batch norm%n%n",
        SupernetParameters.count(space),
        SupernetParameters.count(space, ParameterRole.WEIGHT),
        SupernetParameters.count(space, ParameterRole.BIAS),
        SupernetParameters.count(space, ParameterRole.NORM));
  }

  private static void printCosts(SearchSpace space, Costs costs, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("cost", "smallest", "largest"));
    for (String name : costs.names()) {
      CostRange range = costs.range(name, space);
      rows.add(List.of(name, shown(range.least()), shown(range.greatest())));
    }
    TextTable.print(rows, 1, out);
  }

  private static String shown(double value) {
    return value >= 1000
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : BigDecimal.valueOf(value).round(new MathContext(5)).toPlainString();
  }
}
