package org.sparknas.supernet.module;

/** The weights of a mixture's alternatives in one pass, and their gradients after backward. */
public final class MixtureWeights {

  private final double[] weights;
  private final double[] gradients;

  MixtureWeights(double[] weights) {
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
}
