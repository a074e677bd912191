package org.sparknas.job.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.sparknas.evolution.NoFeasibleCandidateException;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.data.DataException;
import org.sparknas.job.store.StoreException;
import org.sparknas.job.training.NoPathException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
    name = "spark-nas",
    description = "Searches for small, fast convolutional networks under a hardware budget.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SearchCommand.class,
      ScoreCommand.class,
      CostCommand.class,
      DescribeCommand.class,
      FitCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 bad usage, configuration or data, 3 no architecture keeps",
      "the constraints, or the architecture does not meet its target."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /** Ends the virtual machine with the exit code. */
  public static void main(String[] arguments) {
    int code = run(arguments, System.out, System.err);
    // YARN takes any exit of a driver in its cluster mode for a failure.
    if (code != ExitCode.DONE || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    return new CommandLine(new Main())
        .setOut(writer(out))
        .setErr(writer(err))
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> exitCode(failure, err))
        .execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int exitCode(Exception failure, PrintStream err) {
    if (failure instanceof ConfigurationException
        || failure instanceof DataException
        || failure instanceof StoreException) {
      err.println(failure.getMessage());
      return ExitCode.UNUSABLE;
    }
    if (failure instanceof NoFeasibleCandidateException || failure instanceof NoPathException) {
      err.println(failure.getMessage());
      return ExitCode.NOTHING_FEASIBLE;
    }
    failure.printStackTrace(err);
    return ExitCode.FAILED;
  }

  /** Without a command. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
