package org.sparknas.job.training;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A DL4J graph's parameters and updater state to and from plain float arrays. */
public final class GraphState {
  private GraphState() {}

  /** A copy of the graph's parameters and updater state. */
  public static ModelState read(ComputationGraph graph) {
    return new ModelState(read(graph.params()), read(updaterState(graph)));
  }

  /** Overwrites the graph's parameters and updater state. */
  public static void write(ModelState state, ComputationGraph graph) {
    write(state.values(), graph.params());
    write(state.optimizerState(), updaterState(graph));
  }

  /** A copy of some stretches of the graph's parameters, and of the same ones of its momentum. */
  public static ModelState gather(Stretches stretches, ComputationGraph graph) {
    List<float[]> parts = vectors(graph).parallelStream().map(stretches::gather).toList();
    return new ModelState(parts.get(0), parts.get(1));
  }

  /** Writes what {@link #gather} read back to its place; nothing else of the graph is written. */
  public static void scatter(ModelState state, Stretches stretches, ComputationGraph graph) {
    List<NativeVector> vectors = vectors(graph);
    List<float[]> parts = List.of(state.values(), state.optimizerState());
    IntStream.range(0, parts.size())
        .parallel()
        .forEach(i -> stretches.scatter(parts.get(i), vectors.get(i)));
    vectors.forEach(NativeVector::written);
  }

  private static List<NativeVector> vectors(ComputationGraph graph) {
    return List.of(new NativeVector(graph.params()), new NativeVector(updaterState(graph)));
  }

  private static INDArray updaterState(ComputationGraph graph) {
    return graph.getUpdater().getStateViewArray();
  }

  /** A copy of a vector; empty where there is none (plain SGD keeps no state). */
  private static float[] read(INDArray vector) {
    if (vector == null) {
      return new float[0];
    }
    NativeVector whole = new NativeVector(vector);
    float[] values = new float[whole.length()];
    whole.read(0, values, 0, values.length);
    return values;
  }

  /** Overwrites a vector in place. */
  private static void write(float[] values, INDArray vector) {
    long length = vector == null ? 0 : vector.length();
    if (values.length != length) {
      throw new IllegalArgumentException(
          "a state of %d elements does not fit a network that keeps %d"
              .formatted(values.length, length));
    }
    if (vector != null) {
      NativeVector whole = new NativeVector(vector);
      whole.write(0, values, 0, values.length);
      whole.written();
    }
  }
}
