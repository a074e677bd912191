package org.sparknas.supernet.module;

import java.util.List;
import org.sparknas.supernet.kernel.FeatureMap;

/**
 * A part of a network with an explicit forward and backward. A module holds its parameters and
 * nothing of a run: what backward needs lives in the {@link Pass}, so one module may serve several
 * passes at once, and each pass once.
 */
public interface Module {

  /** Computes the output; what backward needs is left in the pass. */
  FeatureMap forward(Pass pass, List<FeatureMap> inputs);

  /**
   * Adds to the gradients of the module's parameters.
   *
   * @return the gradient of each input; it may be {@code outputGradient} itself, so nobody writes
   *     into a gradient that was returned
   */
  List<FeatureMap> backward(Pass pass, FeatureMap outputGradient);
}
