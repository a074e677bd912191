package org.sparknas.job.training;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a worker hands back after a round: the parts of the state that it touched, and its totals.
 */
public final class TrainedState implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelState state;
  private final Intervals touched;
  private final TrainingTotals totals;

  private TrainedState(ModelState state, Intervals touched, TrainingTotals totals) {
    this.state = state;
    this.touched = touched;
    this.totals = Objects.requireNonNull(totals, "totals");
  }

  /** The worker touched everything that it was sent. */
  public static TrainedState whole(ModelState state, TrainingTotals totals) {
    return new TrainedState(state, Intervals.all(state.values().length), totals);
  }

  /**
   * The worker touched only some intervals of the values, and the same ones in each slot of the
   * optimiser's state. Only these travel back.
   *
   * @param whole as long as what the worker was sent; the optimiser's state is its slots (momentum;
   *     or first and second moments) one after the other, each as long as the values
   * @throws IllegalArgumentException when the optimiser's state is not such slots, or an interval
   *     ends behind the values
   */
  public static TrainedState part(ModelState whole, Intervals touched, TrainingTotals totals) {
    int length = whole.values().length;
    if (touched.end() > length) {
      throw new IllegalArgumentException(
          "touched intervals end at " + touched.end() + ", behind the " + length + " values");
    }
    if (touched.isAll(length)) {
      return whole(whole, totals);
    }
    int slots = slots(whole);
    int total = touched.total();
    float[] optimizerState = new float[Math.multiplyExact(slots, total)];
    for (int slot = 0; slot < slots; slot++) {
      touched.gather(whole.optimizerState(), slot * length, optimizerState, slot * total);
    }
    return new TrainedState(
        new ModelState(touched.gather(whole.values()), optimizerState, whole.architecture()),
        touched,
        totals);
  }

  /** The number of times that the optimiser's state repeats the layout of the values. */
  static int slots(ModelState state) {
    int length = state.values().length;
    int stateLength = state.optimizerState().length;
    if (length == 0 ? stateLength > 0 : stateLength % length > 0) {
      throw new IllegalArgumentException(
          ("the optimiser's state has %d elements, but to be touched in part it must be slots"
                  + " of %d values each")
              .formatted(stateLength, length));
    }
    return length == 0 ? 0 : stateLength / length;
  }

  /** Only what was touched: interval after interval, and in the optimiser's state slot by slot. */
  public ModelState state() {
    return state;
  }

  /** Where in the vector of values the touched ones lie. */
  public Intervals touched() {
    return touched;
  }

  public TrainingTotals totals() {
    return totals;
  }
}
