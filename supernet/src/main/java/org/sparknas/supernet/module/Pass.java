package org.sparknas.supernet.module;

import java.util.random.RandomGenerator;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.NormalisationRows;

/** What a module may ask of the run that it takes part in: one thread with some of the images. */
public interface Pass {

  /** What a run normalises with, and whether anything is kept for backward. */
  enum Mode {
    /** The batch's own statistics; dropout is on; backward may follow. */
    TRAIN,
    /** The batch's own statistics, which are gathered. */
    RECALIBRATE,
    /** Given statistics. */
    INFER
  }

  Kernels kernels();

  Mode mode();

  /** What a batch norm does to the batch. */
  NormalisationRows rows(BatchNormalisation norm);

  /** Where this thread sums the gradient of a parameter; null where nobody wants it. */
  Matrix gradient(Parameter parameter);

  /** The weights of a mixture; throws {@link IllegalStateException} when none were set. */
  MixtureWeights mixture(String name);

  /** Random numbers of the module that runs for an image of this call; the same in backward. */
  RandomGenerator random(int image);

  /** Memory until the module returns, not initialised. */
  Matrix scratch(int rows, int columns);
}
