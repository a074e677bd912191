package org.sparknas.supernet.kernel;

import org.junit.jupiter.api.Tag;

@Tag("kernels")
class CpuKernelsTest extends KernelsContract {
  @Override
  public Kernels kernels() {
    return new CpuKernels();
  }
}
