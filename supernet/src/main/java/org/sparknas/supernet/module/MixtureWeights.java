package org.sparknas.supernet.module;

/** The weights of a mixture's alternatives, and where a thread sums their gradients. */
public final class MixtureWeights {

  private final double[] weights;
  private final double[] gradients;

  public MixtureWeights(double... weights) {
    this.weights = weights.clone();
    this.gradients = new double[weights.length];
  }

  public int size() {
    return weights.length;
  }

  public double weight(int alternative) {
    return weights[alternative];
  }

  public double gradient(int alternative) {
    return gradients[alternative];
  }

  void addGradient(int alternative, double gradient) {
    gradients[alternative] += gradient;
  }

  /** The same weights without gradients, for another thread. */
  public MixtureWeights fresh() {
    return new MixtureWeights(weights);
  }

  /** Adds the gradients that another thread summed. */
  public void addGradients(MixtureWeights other) {
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] += other.gradients[i];
    }
  }
}
