package org.sparknas.job.benchmark;

import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.module.Initialization;

/** Weights that keep the variance of what passes a ReLU (He et al. 2015); 0.01 elsewhere. */
final class FanInInitialization implements Initialization {
  @Override
  public double scale(String block, String node, Operator operator, ParameterShape weight) {
    return operator instanceof Convolution convolution
        ? Math.sqrt(
            2.0 / (convolution.inputsPerGroup() * convolution.kernel() * convolution.kernel()))
        : 0.01;
  }

  @Override
  public double beta() {
    return 0;
  }
}
