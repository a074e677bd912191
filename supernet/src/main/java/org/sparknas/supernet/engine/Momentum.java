package org.sparknas.supernet.engine;

import java.util.Collections;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Gradient descent with momentum as PyTorch's SGD has it, v ← μ·v + g and x ← x − η·v, where ND4J
 * has only Nesterov's.
 *
 * @param rate η by iteration and epoch
 * @param momentum μ, from 0 to below 1
 */
public record Momentum(ISchedule rate, double momentum) implements IUpdater {
  private static final String VELOCITY = "V";

  /** Throws {@link IllegalArgumentException} when the momentum is out of range. */
  public Momentum {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum = " + momentum + ", but must be 0 or more and below 1");
    }
  }

  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  @Override
  public GradientUpdater<Momentum> instantiate(INDArray view, boolean initialise) {
    if (initialise) {
      view.assign(0);
    }
    return new Step(this, view);
  }

  @Override
  public GradientUpdater<Momentum> instantiate(Map<String, INDArray> state, boolean initialise) {
    return instantiate(state.get(VELOCITY), initialise);
  }

  /** Itself, since it never changes. */
  @Override
  @SuppressWarnings({"CloneDeclaresCloneNotSupported", "MissingSuperCall", "super"})
  public IUpdater clone() {
    return this;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return rate.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    throw new UnsupportedOperationException("the learning rate is given at the start");
  }

  /** The velocity of some parameters, for DL4J to hold. */
  private static final class Step implements GradientUpdater<Momentum> {
    private final Momentum config;
    private INDArray velocity;

    Step(Momentum config, INDArray velocity) {
      this.config = config;
      this.velocity = velocity;
    }

    @Override
    public Momentum getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialise) {
      velocity = state.get(VELOCITY);
    }

    @Override
    public Map<String, INDArray> getState() {
      return Collections.singletonMap(VELOCITY, velocity);
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialise) {
      velocity = view;
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      throw new UnsupportedOperationException("steps are PathOptimizer's");
    }
  }
}
