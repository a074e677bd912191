package org.sparknas.supernet.kernel;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times kernels and the machine beside them, and prints for each kernel a line of JSON with its
 * share of two floors: the time that its arithmetic takes at the speed of a large matrix product,
 * and the time that its bytes take at the speed of a large copy. What stays in the cache may have
 * more than all of the second.
 */
public final class KernelFloors {
  private KernelFloors() {}

  /** Takes the options of JMH, such as {@code -p kernel=DEPTHWISE_3,COPY -p shape=14x14x500}. */
  public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
    PrintStream out = System.out;
    // Standard output belongs to the results; JMH says there what it does.
    System.setOut(System.err);
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(arguments))
                    .include(FloorBenchmark.class.getName())
                    .include(KernelBenchmark.class.getName())
                    .build())
            .run();
    double peak = rate(results, "product") * FloorBenchmark.PRODUCT_OPERATIONS;
    double bandwidth = rate(results, "stream") * FloorBenchmark.STREAM_BYTES;
    for (RunResult result : results) {
      if (result.getParams().getBenchmark().startsWith(KernelBenchmark.class.getName())) {
        out.println(line(result, peak, bandwidth));
      }
    }
  }

  private static double rate(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(
            each ->
                each.getParams()
                    .getBenchmark()
                    .equals(FloorBenchmark.class.getName() + "." + benchmark))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getScore();
  }

  private static String line(RunResult result, double peak, double bandwidth) {
    BenchmarkParams params = result.getParams();
    String kernel = params.getParam("kernel");
    String shape = params.getParam("shape");
    KernelMaps maps = new KernelMaps(Kernels.ofBackend(), shape);
    KernelCall call = TimedKernel.valueOf(kernel).on(maps);
    double calls = result.getPrimaryResult().getScore();
    double operations = calls * call.operations();
    double bytes = calls * call.bytes();
    return String.format(
        Locale.ROOT,
        "{\"engine\":\"spark-nas\",\"workload\":\"kernels\",\"kernel\":\"%s\",\"shape\":\"%s\","
            + "\"images\":%d,\"threads\":%d,\"microseconds\":%.1f,\"gflops\":%.1f,"
            + "\"share_of_arithmetic\":%.3f,\"gb_per_s\":%.1f,\"share_of_bytes\":%.3f,"
            + "\"peak_gflops\":%.1f,\"peak_gb_per_s\":%.1f}",
        kernel,
        shape,
        maps.images,
        params.getThreads(),
        1e6 * params.getThreads() / calls,
        operations / 1e9,
        operations / peak,
        bytes / 1e9,
        bytes / bandwidth,
        peak / 1e9,
        bandwidth / 1e9);
  }
}
