package org.sparknas.supernet.tfnas;

import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.SqueezeExcitation;
import org.sparknas.supernet.module.Initialization;

/**
 * First weights as spread as those of TF-NAS, which are PyTorch's: uniform up to 1 / √n either way,
 * where n is the number of inputs of an output. Drawn here from a normal distribution of the same
 * variance, 1 / 3n; the two matrices of a squeeze-and-excitation share one, between theirs.
 */
public final class TfnasInitialization implements Initialization {
  @Override
  public double standardDeviation(String block, String node, Operator operator) {
    return Math.sqrt(1.0 / (3 * inputs(operator)));
  }

  private static double inputs(Operator operator) {
    if (operator instanceof Convolution convolution) {
      return (double) convolution.inputsPerGroup() * convolution.kernel() * convolution.kernel();
    }
    if (operator instanceof Linear linear) {
      return linear.inputs();
    }
    if (operator instanceof SqueezeExcitation excitation) {
      return Math.sqrt((double) excitation.channels() * excitation.squeezed());
    }
    return 1;
  }

  @Override
  public double beta() {
    return 0;
  }
}
