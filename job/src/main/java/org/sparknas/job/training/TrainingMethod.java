package org.sparknas.job.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What is special in a way to train a supernet: what its rounds do, and what happens between
 * epochs. Steps are those of one worker, counted from 0 in the epoch.
 */
public interface TrainingMethod {

  /** Steps of weights in an epoch. */
  int stepsPerEpoch();

  /** What the workers do in a round. */
  RoundModel round(int epoch, int firstStep, int steps);

  /** The batches of a round: a partition for each worker, its batches in order. */
  JavaRDD<MultiDataSet> batches(int epoch, int firstStep, int steps);

  /** Before the first round of an epoch; may change the graph's parameters and momentum. */
  default void epochStarts(int epoch, ComputationGraph graph) {}

  /**
   * After the last round of an epoch; may change the graph's parameters and momentum.
   *
   * @param totals of the epoch
   * @return what is worth a note in the progress, by name
   */
  default ObjectNode epochEnded(int epoch, ComputationGraph graph, TrainingTotals totals) {
    return JsonNodeFactory.instance.objectNode();
  }
}
