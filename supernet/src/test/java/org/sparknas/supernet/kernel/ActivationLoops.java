package org.sparknas.supernet.kernel;

/** Activations of one number, with the slope at a kink as PyTorch's {@code x > 0} and the like. */
final class ActivationLoops {

  private ActivationLoops() {}

  static double relu(double x) {
    return x > 0 ? x : 0;
  }

  static double reluSlope(double x) {
    return x > 0 ? 1 : 0;
  }

  static double hardSigmoid(double x) {
    return Math.min(Math.max(x + 3, 0), 6) / 6;
  }

  static double hardSigmoidSlope(double x) {
    return x > -3 && x < 3 ? 1 / 6.0 : 0;
  }

  static double hardSwish(double x) {
    return x * hardSigmoid(x);
  }

  static double hardSwishSlope(double x) {
    return hardSigmoid(x) + x * hardSigmoidSlope(x);
  }
}
