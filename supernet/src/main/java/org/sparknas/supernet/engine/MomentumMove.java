package org.sparknas.supernet.engine;

import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.MomentumStep;

/**
 * Descent with momentum; on the CPU one pass over memory, which is all that it costs.
 *
 * @param updater one for which it {@link #isPossible}
 * @param gradients one for each thread
 */
record MomentumMove(
    Kernels kernels,
    IUpdater updater,
    double decay,
    List<Matrix> gradients,
    Matrix velocities,
    Matrix values)
    implements ParameterMove {

  static boolean isPossible(IUpdater updater) {
    return updater instanceof Momentum || updater instanceof Nesterovs;
  }

  @Override
  public void run(double factor, int iteration, int epoch) {
    MomentumStep step = step(iteration, epoch).of(factor, decay);
    kernels.descend(step, gradients, velocities, values);
  }

  private MomentumStep step(int iteration, int epoch) {
    double rate = updater.getLearningRate(iteration, epoch);
    return updater instanceof Nesterovs nesterovs
        ? MomentumStep.nesterov(rate, nesterovs.currentMomentum(iteration, epoch))
        : MomentumStep.plain(rate, ((Momentum) updater).momentum());
  }
}
