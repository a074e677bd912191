package org.sparknas.supernet.module;

import java.util.random.RandomGenerator;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.ParameterShape;

/** How a system draws its first weights: around 0; gamma is 1 and biases are 0. */
public interface Initialization {
  /** What a drawn number is multiplied with to become a weight of an operator. */
  double scale(String block, String node, Operator operator, ParameterShape weight);

  /** Draws a number: normal with mean 0 and variance 1 unless a system has another way. */
  default double draw(RandomGenerator random) {
    return random.nextGaussian();
  }

  /** The first value of every batch norm's beta. */
  double beta();
}
