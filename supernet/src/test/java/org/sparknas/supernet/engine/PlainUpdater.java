package org.sparknas.supernet.engine;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;

/** The textbook steps of optimisers on one value, in double. */
enum PlainUpdater {
  SGD(0) {
    @Override
    IUpdater updater() {
      return new Sgd(RATE);
    }

    @Override
    double step(double gradient, double[] state, int iteration) {
      return RATE * gradient;
    }
  },
  /** v ← μv − ηg; the step is (1 + μ)v − μ·(v before), downwards. */
  NESTEROVS(1) {
    @Override
    IUpdater updater() {
      return new Nesterovs(RATE, MOMENTUM);
    }

    @Override
    double step(double gradient, double[] state, int iteration) {
      double before = state[0];
      state[0] = MOMENTUM * before - RATE * gradient;
      return MOMENTUM * before - (1 + MOMENTUM) * state[0];
    }
  },
  /** v ← μv + g; the step is ηv. */
  HEAVY_BALL(1) {
    @Override
    IUpdater updater() {
      return new Momentum(new FixedSchedule(RATE), MOMENTUM);
    }

    @Override
    double step(double gradient, double[] state, int iteration) {
      state[0] = MOMENTUM * state[0] + gradient;
      return RATE * state[0];
    }
  },
  ADAM(2) {
    @Override
    IUpdater updater() {
      return new Adam(RATE);
    }

    @Override
    double step(double gradient, double[] state, int iteration) {
      state[0] = 0.9 * state[0] + 0.1 * gradient;
      state[1] = 0.999 * state[1] + 0.001 * gradient * gradient;
      double corrected =
          RATE * Math.sqrt(1 - Math.pow(0.999, iteration + 1)) / (1 - Math.pow(0.9, iteration + 1));
      return corrected * state[0] / (Math.sqrt(state[1]) + 1e-8);
    }
  };

  static final double RATE = 0.05;
  static final double MOMENTUM = 0.9;

  private final int planes;

  PlainUpdater(int planes) {
    this.planes = planes;
  }

  int planes() {
    return planes;
  }

  /** The updater under test. */
  abstract IUpdater updater();

  /** What is taken off the value; moves the state. ND4J's Adam keeps m before v. */
  abstract double step(double gradient, double[] state, int iteration);
}
