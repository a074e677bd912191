package org.sparknas.supernet.kernel;

class CpuKernelsTest extends KernelsContract {
  @Override
  public Kernels kernels() {
    return new CpuKernels();
  }
}
