package org.sparknas.supernet.kernel;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What the machine can do: a large matrix product, and a copy of what no cache holds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(Threads.MAX)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FloorBenchmark {
  private static final int SIDE = 768;
  private static final int STREAMED = 1 << 24;

  /** Multiplications and additions of {@link #product}. */
  static final double PRODUCT_OPERATIONS = 2.0 * SIDE * SIDE * SIDE;

  /** Bytes that {@link #stream} reads and writes. */
  static final double STREAM_BYTES = 2.0 * STREAMED * Float.BYTES;

  /** Arguments of the product. */
  @State(Scope.Thread)
  public static class Matrices {
    private final Kernels kernels = Kernels.ofBackend();
    private final Matrix left = ones();
    private final Matrix right = ones();
    private final Matrix result = ones();

    private static Matrix ones() {
      Matrix matrix = Matrix.allocate(DataType.FLOAT, SIDE, SIDE);
      Kernels.ofBackend().fill(1, matrix);
      return matrix;
    }
  }

  /** Arrays of 64 MB. */
  @State(Scope.Thread)
  public static class Arrays {
    private final float[] from = new float[STREAMED];
    private final float[] to = new float[STREAMED];
  }

  /** A square matrix product for each thread. */
  @Benchmark
  public void product(Matrices matrices) {
    matrices.kernels.product(matrices.left, false, matrices.right, false, matrices.result);
  }

  /** A copy for each thread. */
  @Benchmark
  public float stream(Arrays arrays) {
    System.arraycopy(arrays.from, 0, arrays.to, 0, STREAMED);
    return arrays.to[0];
  }
}
