package org.sparknas.supernet.kernel;

/**
 * A step down the gradient with momentum: from gradient g, value x and velocity v to {@code v' =
 * momentum · v + ofGradient · (scale · g + decay · x)} and {@code x' = x + ofVelocity · v' +
 * ofOldVelocity · v}.
 *
 * @param scale of the gradient
 * @param decay what is added to a gradient for each unit of its value
 */
public record MomentumStep(
    double momentum,
    double ofGradient,
    double ofVelocity,
    double ofOldVelocity,
    double scale,
    double decay) {

  /** PyTorch's SGD: {@code v' = μ·v + g} and {@code x' = x − η·v'}. */
  public static MomentumStep plain(double rate, double momentum) {
    return new MomentumStep(momentum, 1, -rate, 0, 1, 0);
  }

  /** ND4J's Nesterov: {@code v' = μ·v − η·g} and {@code x' = x + (1 + μ)·v' − μ·v}. */
  public static MomentumStep nesterov(double rate, double momentum) {
    return new MomentumStep(momentum, -rate, 1 + momentum, -momentum, 1, 0);
  }

  /** The same step of gradients that are scaled, then decay. */
  public MomentumStep of(double newScale, double newDecay) {
    return new MomentumStep(momentum, ofGradient, ofVelocity, ofOldVelocity, newScale, newDecay);
  }
}
