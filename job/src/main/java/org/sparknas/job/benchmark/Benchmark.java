package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.oneshot.OneShotSettings;

/**
 * Times one workload and prints {@code {"engine":"spark-nas","workload":…,"median_ms":…}} in one
 * line.
 */
public final class Benchmark {
  private static final List<String> WORKLOADS =
      List.of(
          "mbconv6",
          "tfnas-a",
          "oneshot-path",
          "oneshot-plain",
          "tfnas-search",
          "scoring",
          "averaging-round");

  private static final int CANDIDATES = 50;
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  private Benchmark() {}

  /** Ends the virtual machine with 0, with 2 for arguments that do not fit, else with 1. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /** Runs a workload and returns the exit code. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Optional<Workload> found = arguments.isEmpty() ? Optional.empty() : find(arguments.get(0));
    if (found.isEmpty()) {
      printUsage(err);
      return arguments.equals(List.of("--help")) ? DONE : UNUSABLE;
    }
    String name = arguments.get(0);
    Workload workload = found.get();
    try {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("engine", "spark-nas").put("workload", name);
      line.setAll(workload.run(arguments.subList(1, arguments.size())));
      PeakMemory.megabytes().ifPresent(megabytes -> line.put("peak_memory_mb", megabytes));
      out.println(line);
      return out.checkError() ? FAILED : DONE;
    } catch (IllegalArgumentException | ConfigurationException e) {
      err.println(name + ": " + e.getMessage());
      err.println("usage: " + name + " " + workload.usage());
      return UNUSABLE;
    }
  }

  private static Optional<Workload> find(String name) {
    return switch (name) {
      case "mbconv6" -> single(() -> BenchmarkNetworks.mbconv6(ActivationFunction.RELU6));
      case "tfnas-a" -> single(BenchmarkNetworks::tfnasA);
      case "oneshot-path" -> oneShot(SupernetPathSteps::prepare);
      case "oneshot-plain" -> oneShot(ResidentPathSteps::prepare);
      case "tfnas-search" -> Optional.of(new SearchStepWorkload());
      case "scoring" ->
          Optional.of(new ScoringWorkload(configuration("cifar10.conf"), List.of(), CANDIDATES));
      case "averaging-round" -> Optional.of(new AveragingRoundWorkload());
      default -> Optional.empty();
    };
  }

  private static Optional<Workload> single(Supplier<Network> network) {
    return Optional.of(
        new NetworkWorkload(given -> PlainNetworkSteps.prepare(network.get(), given)));
  }

  private static Optional<Workload> oneShot(
      BiFunction<OneShotSettings, NetworkArguments, NetworkWorkload.Prepared> steps) {
    return Optional.of(
        new NetworkWorkload(given -> steps.apply(OneShotSettings.imageNet(), given)));
  }

  private static String configuration(String name) {
    return Path.of(System.getProperty("sparknas.home", "."), "conf", name).toString();
  }

  private static void printUsage(PrintStream err) {
    err.println("WORKLOAD ARGUMENTS is one of");
    WORKLOADS.forEach(name -> err.println("  " + name + " " + find(name).orElseThrow().usage()));
  }
}
