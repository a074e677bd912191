package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

/**
 * A part of a network with an explicit forward and backward. A module holds its parameters and
 * nothing of a run, so it may serve several passes and threads at once, and a few images of a batch
 * at a time: it never looks from one image to another. (What does is {@link BatchNormalisation},
 * between whose halves a pass stops for the whole batch.)
 */
public interface Module {

  /** The shape of the output; the shapes of the inputs fit, as the description was checked. */
  Shape output(List<Shape> inputs);

  /** Computes the output. */
  void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output);

  /**
   * Adds to the gradients of the module's parameters and writes those of its inputs.
   *
   * @param inputs by number, computed again where they were not kept: ask for what is needed only
   * @param inputGradients one for each input; null where nobody wants it
   */
  void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients);

  /** Whether forward may write the output over its first input. */
  default boolean mayOverwrite() {
    return false;
  }

  /** Whether the output is cheaper to compute again for backward than to keep. */
  default boolean isCheap() {
    return true;
  }
}
