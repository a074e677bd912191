package org.sparknas.supernet.oneshot;

import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.module.Initialization;

/**
 * The first weights of "Single Path One-Shot" and its channel-searching successor: 0.01 for the
 * stem, the head and squeeze-and-excitation, one over the inputs of a group for other convolutions
 * (so 1 for depthwise ones).
 */
public final class OneShotInitialization implements Initialization {
  private static final double SMALL = 0.01;
  private static final double BETA = 1e-4;

  @Override
  public double scale(String block, String node, Operator operator, ParameterShape weight) {
    boolean fixedPart = block.equals(OneShotSpace.STEM) || block.equals(OneShotSpace.HEAD);
    if (!fixedPart && operator instanceof Convolution convolution) {
      return 1.0 / convolution.inputsPerGroup();
    }
    return SMALL;
  }

  @Override
  public double beta() {
    return BETA;
  }
}
