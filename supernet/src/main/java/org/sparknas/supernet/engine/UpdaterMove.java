package org.sparknas.supernet.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;

/**
 * A step of any of ND4J's updaters, for those without momentum.
 *
 * @param updater with the state of these parameters
 * @param gradients to be summed
 */
record UpdaterMove(
    Kernels kernels,
    GradientUpdater<?> updater,
    double decay,
    List<Matrix> gradients,
    Matrix values)
    implements ParameterMove {

  @Override
  public void run(double factor, int iteration, int epoch) {
    Matrix sum = ThreadGradients.sum(kernels, gradients);
    INDArray step = sum.array();
    if (factor < 1) {
      step.muli(factor);
    }
    if (decay > 0) {
      Nd4j.getBlasWrapper().level1().axpy(sum.length(), decay, values.array(), step);
    }
    updater.applyUpdater(step, iteration, epoch);
    values.array().subi(step);
    gradients.forEach(each -> kernels.fill(0, each));
  }
}
