package org.sparknas.job.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.sparknas.evolution.NoFeasibleCandidateException;
import org.sparknas.job.config.ConfigurationException;
import org.sparknas.job.data.DataException;
import org.sparknas.job.spark.MemoryShortage;
import org.sparknas.job.store.StoreException;
import org.sparknas.job.store.WriteException;
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
    Optional<String> unfit =
        JavaVersion.problem(Runtime.version(), System.getProperty("java.home"));
    if (unfit.isPresent()) {
      System.err.println(unfit.get());
      System.exit(ExitCode.UNUSABLE);
    }
    LoginUser.nameUnknown();
    int code = run(arguments, System.out, System.err);
    // YARN takes any exit of a driver in its cluster mode for a failure.
    if (code != ExitCode.DONE || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    // Digits and letters are the same for all who read results or messages.
    Locale.setDefault(Locale.ROOT);
    PrintWriter results = writer(out);
    int code = execute(arguments, results, err);
    if (results.checkError()) {
      err.println("standard output could not be written to its end: what is there is incomplete");
      return ExitCode.FAILED;
    }
    return code;
  }

  private static int execute(String[] arguments, PrintWriter results, PrintStream err) {
    CommandLine commandLine = commandLine(results, err);
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      err.println(MemoryShortage.among(e).orElseThrow());
      return ExitCode.FAILED;
    }
  }

  private static CommandLine commandLine(PrintWriter results, PrintStream err) {
    return new CommandLine(new Main())
        .setOut(results)
        .setErr(writer(err))
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> exitCode(failure, err));
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
    if (failure instanceof WriteException) {
      err.println(failure.getMessage());
      return ExitCode.FAILED;
    }
    Optional<String> shortage = MemoryShortage.among(failure);
    if (shortage.isPresent()) {
      err.println(shortage.get());
      return ExitCode.FAILED;
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
