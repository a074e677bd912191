package org.sparknas.supernet.kernel;

/**
 * A call that is timed.
 *
 * @param operations multiplications and additions that its formula asks for
 * @param numbers 32-bit numbers read and written when each is moved once
 */
record KernelCall(Runnable call, double operations, double numbers) {
  double bytes() {
    return Float.BYTES * numbers;
  }
}
