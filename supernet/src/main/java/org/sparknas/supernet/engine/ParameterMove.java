package org.sparknas.supernet.engine;

/** How neighbouring parameters follow their gradients. */
interface ParameterMove {

  /**
   * Moves the parameters by the sum of their gradients, of which zeros remain.
   *
   * @param factor with which the sum is multiplied first
   */
  void run(double factor, int iteration, int epoch);
}
