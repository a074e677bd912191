package org.sparknas.supernet.module;

import org.sparknas.supernet.kernel.Nd4jKernels;

/** Kernels that want as few images at a time as there can be. */
final class SmallChunks extends Nd4jKernels {

  @Override
  public long preferredBytes() {
    return 1;
  }
}
