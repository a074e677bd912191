package org.sparknas.supernet.engine;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.MomentumStep;

/**
 * Descent with momentum; on the CPU one pass over memory, which is all that it costs.
 *
 * @param steps of the updater
 * @param gradients to be summed
 */
record MomentumMove(
    Kernels kernels,
    Steps steps,
    double decay,
    List<Matrix> gradients,
    Matrix velocities,
    Matrix values)
    implements ParameterMove {

  /** The steps of an updater with momentum, before scale and decay. */
  interface Steps {
    MomentumStep at(int iteration, int epoch);
  }

  /** The steps of an updater; empty where it is none with momentum. */
  static Optional<Steps> steps(IUpdater updater) {
    if (updater instanceof Nesterovs nesterovs) {
      return Optional.of(
          (iteration, epoch) ->
              MomentumStep.nesterov(
                  nesterovs.getLearningRate(iteration, epoch),
                  nesterovs.currentMomentum(iteration, epoch)));
    }
    if (updater instanceof Momentum plain) {
      return Optional.of(
          (iteration, epoch) ->
              MomentumStep.plain(plain.getLearningRate(iteration, epoch), plain.momentum()));
    }
    return Optional.empty();
  }

  @Override
  public void run(double factor, int iteration, int epoch) {
    MomentumStep step = steps.at(iteration, epoch).of(factor, decay);
    kernels.descend(step, gradients, velocities, values);
  }
}
