package org.sparknas.job.training;

import java.io.Serializable;
import java.util.Iterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What a worker does in one averaging round. It is sent to the executors with each round, so it
 * carries what is special about the round (paths, learning rates), and nothing large.
 *
 * <p>The result must be a function of the arguments alone, whichever thread, executor or attempt it
 * runs in: Spark runs a task again when it fails.
 */
@FunctionalInterface
public interface WorkerTraining extends Serializable {
  /**
   * Trains on every batch, in order, one update each.
   *
   * @param worker the worker's number, from 0
   * @param start what the round starts from: the worker's own copy, which it may change and return
   * @param batches the worker's batches, at least one; to be read to the end
   */
  TrainedState train(int worker, ModelState start, Iterator<MultiDataSet> batches);
}
