package org.sparknas.supernet.tfnas;

import java.util.random.RandomGenerator;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.module.Initialization;

/**
 * First weights as those of TF-NAS, which are PyTorch's: uniform up to 1 / √n either way, where n
 * is the number of inputs of an output.
 */
public final class TfnasInitialization implements Initialization {
  @Override
  public double scale(String block, String node, Operator operator, ParameterShape weight) {
    // The rows of a weight are the inputs of an output.
    return 1 / Math.sqrt(weight.rows());
  }

  @Override
  public double draw(RandomGenerator random) {
    return random.nextDouble(-1, 1);
  }

  @Override
  public double beta() {
    return 0;
  }
}
