package org.sparknas.job.training;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Objects;
import org.sparknas.job.spark.FloatStream;

/**
 * What travels between the driver and its workers: a model's values and its optimiser's state as
 * plain float arrays.
 *
 * <p>The arrays are not copied. (A class and not a record because Spark's Kryo cannot read
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

  /** Java serialisation sends the form instead, whose arrays are blocks of bytes. */
  private Object writeReplace() {
    return new Form(this);
  }

  private static final class Form implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient ModelState state;

    Form(ModelState state) {
      this.state = state;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      FloatStream.write(state.values, out);
      FloatStream.write(state.optimizerState, out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      state = new ModelState(FloatStream.read(in), FloatStream.read(in));
    }

    private Object readResolve() {
      return state;
    }
  }
}
