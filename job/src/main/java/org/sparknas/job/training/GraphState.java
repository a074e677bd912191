package org.sparknas.job.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J graph's parameters and updater state to and from plain float arrays. */
final class GraphState {
  private GraphState() {}

  /** A copy of the graph's parameters and updater state. */
  static ModelState read(ComputationGraph graph) {
    return new ModelState(read(graph.params()), read(graph.getUpdater().getStateViewArray()));
  }

  /** Overwrites the graph's parameters and updater state. */
  static void write(ModelState state, ComputationGraph graph) {
    write(state.values(), graph.params());
    write(state.optimizerState(), graph.getUpdater().getStateViewArray());
  }

  /** A copy of a vector; empty where there is none (plain SGD keeps no state). */
  private static float[] read(INDArray vector) {
    if (vector == null) {
      return new float[0];
    }
    requireFloat(vector);
    Nd4j.getExecutioner().commit();
    return vector.reshape(vector.length()).toFloatVector();
  }

  /** Overwrites a vector in place. */
  private static void write(float[] values, INDArray vector) {
    long length = vector == null ? 0 : vector.length();
    if (values.length != length) {
      throw new IllegalArgumentException(
          "a state of %d elements does not fit a network that keeps %d"
              .formatted(values.length, length));
    }
    if (vector == null) {
      return;
    }
    requireFloat(vector);
    try (INDArray copy = Nd4j.createFromArray(values)) {
      vector.assign(copy.reshape(vector.shape()));
      Nd4j.getExecutioner().commit();
    }
  }

  private static void requireFloat(INDArray vector) {
    if (vector.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the network's data type is %s, but only FLOAT can be averaged"
              .formatted(vector.dataType()));
    }
  }
}
