package org.sparknas.supernet.kernel;

/**
 * Products of float matrices for one thread. ND4J's {@code matmul} runs on oneDNN, twice as fast on
 * processors with 512-bit vectors as the OpenBLAS that comes with ND4J.
 */
final class CpuProducts {
  private final NativeOperation[] plain = new NativeOperation[4];
  private final NativeOperation adding = new NativeOperation("matmul", new int[] {1, 0, 0}, 1, 1);

  CpuProducts() {
    for (int i = 0; i < plain.length; i++) {
      plain[i] = new NativeOperation("matmul", new int[] {i / 2, i % 2, 0});
    }
  }

  void product(
      Matrix left, boolean transposeLeft, Matrix right, boolean transposeRight, Matrix result) {
    plain[(transposeLeft ? 2 : 0) + (transposeRight ? 1 : 0)]
        .begin()
        .input(0, left)
        .input(1, right)
        .output(result)
        .run();
  }

  /** {@code result += leftᵀ · right}. */
  void addTransposed(Matrix left, Matrix right, Matrix result) {
    adding.begin().input(0, left).input(1, right).output(result).run();
  }
}
