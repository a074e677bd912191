package org.sparknas.job.training;

import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A model as one averaging round sees it: what of the driver's graph travels, what the workers do
 * with it, and where the average goes. A round that needs only a part of a large graph sends only
 * that part.
 */
public interface RoundModel {
  /** What the workers start from. */
  ModelState start(ComputationGraph graph);

  /** What each worker does. */
  WorkerTraining training(ComputationGraph graph);

  /** Writes the average, laid out like the start, back to the driver's graph. */
  void finish(ComputationGraph graph, ModelState averaged);
}
