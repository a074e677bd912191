package org.sparknas.supernet.kernel;

/** Kernels for the CPU. */
public final class CpuKernels extends Nd4jKernels {}
