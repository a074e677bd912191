package org.sparknas.supernet.tfnas;

/**
 * Sink-connecting: the output of each block of a stage flows into the stage's sink, weighted by the
 * probability of the depth that ends with it.
 */
public final class SinkConnection {
  private final double[] weights;

  /** The sink of a stage whose depths have these logits. */
  public SinkConnection(double[] logits) {
    weights = Softmax.of(logits);
  }

  /** The weight of each block's output. */
  public double[] weights() {
    return weights.clone();
  }

  /** How probable it is that each block is kept: to each depth belong all blocks up to it. */
  public double[] kept() {
    double[] kept = new double[weights.length];
    double sum = 0;
    for (int i = weights.length - 1; i >= 0; i--) {
      sum += weights[i];
      kept[i] = sum;
    }
    return kept;
  }

  /** How the expected latency changes with each logit, given the latency of each block. */
  public double[] latencyGradient(double[] blocks) {
    double[] sums = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += blocks[i];
      sums[i] = sum;
    }
    return logitGradient(sums);
  }

  /** The gradient of the logits, given that of the weights. */
  public double[] logitGradient(double[] weightGradient) {
    return Softmax.gradient(weights, weightGradient);
  }
}
