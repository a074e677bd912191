package org.sparknas.supernet.kernel;

/** What a contract is checked on. */
interface KernelsUnderTest {

  Kernels kernels();
}
