package org.sparknas.supernet.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Calls of each kernel in a second, by as many threads as there are cores. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(Threads.MAX)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  @Param public TimedKernel kernel;

  @Param({"32x32x144", "14x14x723"})
  public String shape;

  private Runnable call;

  /** Makes the arguments, for each thread its own. */
  @Setup
  public void prepare() {
    call = kernel.on(new KernelMaps(Kernels.ofBackend(), shape)).call();
  }

  /** One call on a few images. */
  @Benchmark
  public void call() {
    call.run();
  }
}
