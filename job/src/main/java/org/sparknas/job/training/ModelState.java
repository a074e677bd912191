package org.sparknas.job.training;

import java.io.Serializable;
import java.util.Objects;

/**
 * What travels between the driver and its workers: a model's values and its optimiser's state as
 * plain float arrays.
 *
 * <p>The arrays are not copied and must not be modified once they are in here: in a local master
 * all workers read the same ones. (A class and not a record because Spark's Kryo cannot read
 * records.)
 */
public final class ModelState implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] values;
  private final float[] optimizerState;

  /**
   * Takes the arrays as they are.
   *
   * @param values the model's values, weights and all
   * @param optimizerState the optimiser's state; empty where it keeps none
   */
  public ModelState(float[] values, float[] optimizerState) {
    this.values = Objects.requireNonNull(values, "values");
    this.optimizerState = Objects.requireNonNull(optimizerState, "optimizerState");
  }

  /** The array itself, not a copy. */
  public float[] values() {
    return values;
  }

  /** The array itself, not a copy. */
  public float[] optimizerState() {
    return optimizerState;
  }
}
