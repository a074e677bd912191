package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.sparknas.job.config.ConfigurationException;

/**
 * Times one workload and prints {@code {"engine":"spark-nas","workload":…,"median_ms":…}} in one
 * line.
 */
public final class Benchmark {
  private static final List<String> WORKLOADS = List.of("averaging-round");
  private static final int DONE = 0;
  private static final int UNUSABLE = 2;

  private Benchmark() {}

  /** Ends the virtual machine with 0, with 2 for arguments that do not fit, else with 1. */
  public static void main(String[] arguments) {
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
      out.println(line);
      return DONE;
    } catch (IllegalArgumentException | ConfigurationException e) {
      err.println(name + ": " + e.getMessage());
      err.println("usage: " + name + " " + workload.usage());
      return UNUSABLE;
    }
  }

  private static Optional<Workload> find(String name) {
    return switch (name) {
      case "averaging-round" -> Optional.of(new AveragingRoundWorkload());
      default -> Optional.empty();
    };
  }

  private static void printUsage(PrintStream err) {
    err.println("WORKLOAD ARGUMENTS is one of");
    WORKLOADS.forEach(name -> err.println("  " + name + " " + find(name).orElseThrow().usage()));
  }
}
