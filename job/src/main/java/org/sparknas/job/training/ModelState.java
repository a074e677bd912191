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
  private final float[] architecture;

  /**
   * A model without architecture parameters; takes the arrays as they are.
   *
   * @param values the model's values, weights and all
   * @param optimizerState the optimiser's state; empty where it keeps none
   */
  public ModelState(float[] values, float[] optimizerState) {
    this(values, optimizerState, new float[0]);
  }

  /**
   * Takes the arrays as they are.
   *
   * @param architecture what every worker trains in every round, whatever it touches of the values:
   *     architecture parameters and the state of their optimiser
   */
  public ModelState(float[] values, float[] optimizerState, float[] architecture) {
    this.values = Objects.requireNonNull(values, "values");
    this.optimizerState = Objects.requireNonNull(optimizerState, "optimizerState");
    this.architecture = Objects.requireNonNull(architecture, "architecture");
  }

  /** The array itself, not a copy. */
  public float[] values() {
    return values;
  }

  /** The array itself, not a copy. */
  public float[] optimizerState() {
    return optimizerState;
  }

  /** The array itself, not a copy. */
  public float[] architecture() {
    return architecture;
  }

  /** The same model with other architecture parameters. */
  public ModelState withArchitecture(float[] other) {
    return new ModelState(values, optimizerState, other);
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
      FloatStream.write(state.architecture, out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      state = new ModelState(FloatStream.read(in), FloatStream.read(in), FloatStream.read(in));
    }

    private Object readResolve() {
      return state;
    }
  }
}
