package org.sparknas.supernet.kernel;

class Nd4jKernelsTest extends KernelsContract {

  @Override
  public Kernels kernels() {
    return new Nd4jKernels();
  }
}
