package org.sparknas.job.training;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.PathTrainer;

/** What a worker does with one batch on one path. Not for use by several threads at once. */
@FunctionalInterface
public interface PathStep extends AutoCloseable {
  /**
   * Changes what the path touches.
   *
   * @param vectors hold at least the path's parameters
   * @return the mean loss of the batch
   */
  double train(
      PathTrainer.Vectors vectors, Network path, MultiDataSet batch, PathTrainer.Step step);

  /** Frees native memory and threads, where there are any. */
  @Override
  default void close() {}
}
