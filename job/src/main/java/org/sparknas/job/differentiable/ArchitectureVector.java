package org.sparknas.job.differentiable;

import org.sparknas.supernet.tfnas.ArchitectureOptimizer;
import org.sparknas.supernet.tfnas.ArchitectureParameters;

/** Architecture parameters with their optimiser's moments as they travel: floats in one array. */
final class ArchitectureVector {
  private ArchitectureVector() {}

  static float[] of(ArchitectureOptimizer.State state) {
    double[] values = state.parameters().flat();
    float[] vector = new float[values.length + state.moments().length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (i < values.length ? values[i] : state.moments()[i - values.length]);
    }
    return vector;
  }

  /**
   * The state that a vector holds.
   *
   * @param alike parameters of the same sizes
   */
  static ArchitectureOptimizer.State state(float[] vector, ArchitectureParameters alike) {
    double[] values = new double[alike.flat().length];
    double[] moments = new double[vector.length - values.length];
    for (int i = 0; i < vector.length; i++) {
      if (i < values.length) {
        values[i] = vector[i];
      } else {
        moments[i - values.length] = vector[i];
      }
    }
    return new ArchitectureOptimizer.State(alike.withFlat(values), moments);
  }
}
