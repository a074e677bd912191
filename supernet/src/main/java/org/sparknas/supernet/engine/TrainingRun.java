package org.sparknas.supernet.engine;

import java.util.Arrays;
import java.util.List;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** A forward whose backward may follow once, before the engine runs anything else. */
public final class TrainingRun {

  private final Engine engine;
  private final Batch batch;
  private boolean isOver;

  TrainingRun(Engine engine, Batch batch) {
    this.engine = engine;
    this.batch = batch;
  }

  /**
   * The output of forward.
   *
   * @throws IllegalStateException after backward, which uses its memory again, and after another
   *     run of the engine
   */
  public FeatureMap output() {
    engine.requireLast(batch);
    if (isOver) {
      throw new IllegalStateException("the output is gone after backward");
    }
    return batch.values[batch.graph.values() - 1];
  }

  /** Memory for the gradient of the output, not initialised. */
  public FeatureMap outputGradient() {
    engine.requireLast(batch);
    return engine.allocate(batch, batch.graph.values() - 1);
  }

  /**
   * Adds to the gradients of parameters, and to those of the mixtures' weights.
   *
   * @throws IllegalStateException when it ran before, or the engine has run something else since
   */
  public void backward(FeatureMap outputGradient, ThreadGradients parameters) {
    start(outputGradient);
    engine.backward(batch, parameters);
  }

  /** Adds to the gradients of the mixtures' weights alone; parameters are held fixed. */
  public void backwardToMixtures(FeatureMap outputGradient) {
    start(outputGradient);
    engine.backward(batch, null);
  }

  private void start(FeatureMap outputGradient) {
    engine.requireLast(batch);
    if (isOver) {
      throw new IllegalStateException("this run's backward was called before");
    }
    isOver = true;
    batch.gradients[batch.graph.values() - 1] = outputGradient;
  }

  /** As {@link #backward}, and returns the gradient of each input. */
  public List<FeatureMap> backwardToInputs(FeatureMap outputGradient, ThreadGradients parameters) {
    engine.requireLast(batch);
    Kernels kernels = engine.kernels();
    int inputs = batch.graph.inputs().size();
    for (int input = 0; input < inputs; input++) {
      batch.gradients[input] = engine.allocate(batch, input);
      if (!batch.schedule.isRead(input)) {
        kernels.fill(0, batch.gradients[input].matrix());
      }
    }
    backward(outputGradient, parameters);
    return Arrays.asList(batch.gradients).subList(0, inputs);
  }
}
