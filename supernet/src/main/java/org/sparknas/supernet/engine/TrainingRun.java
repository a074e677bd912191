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
   * @throws IllegalStateException after backward, which uses its memory again
   */
  public FeatureMap output() {
    if (isOver) {
      throw new IllegalStateException("the output is gone after backward");
    }
    return batch.values[batch.graph.values() - 1];
  }

  /** Memory for the gradient of the output, not initialised. */
  public FeatureMap outputGradient() {
    return engine.allocate(batch, batch.graph.values() - 1);
  }

  /**
   * Adds to the gradients of parameters, and to those of the mixtures' weights.
   *
   * @throws IllegalStateException when it ran before
   */
  public void backward(FeatureMap outputGradient, ThreadGradients parameters) {
    start(outputGradient);
    engine.backward(batch, parameters, batch.mixtures);
  }

  /** Adds to the gradients of the mixtures' weights alone; parameters are held fixed. */
  public void backwardToMixtures(FeatureMap outputGradient) {
    start(outputGradient);
    engine.backward(batch, null, batch.mixtures);
  }

  private void start(FeatureMap outputGradient) {
    if (isOver) {
      throw new IllegalStateException("this run's backward was called before");
    }
    isOver = true;
    batch.gradients[batch.graph.values() - 1] = outputGradient;
  }

  /** As {@link #backward}, and returns the gradient of each input. */
  public List<FeatureMap> backwardToInputs(FeatureMap outputGradient, ThreadGradients parameters) {
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
