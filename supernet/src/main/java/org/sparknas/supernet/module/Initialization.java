package org.sparknas.supernet.module;

import org.sparknas.supernet.architecture.Operator;

/** How a system draws its first weights: normal with mean 0; gamma is 1 and biases are 0. */
public interface Initialization {
  /** The standard deviation of the weights of an operator. */
  double standardDeviation(String block, String node, Operator operator);

  /** The first value of every batch norm's beta. */
  double beta();
}
