package org.sparknas.supernet.kernel;

/** Element functions of one number, with the slope at a kink as PyTorch's {@code x > 0} has it. */
final class ActivationLoops {

  private ActivationLoops() {}

  static double value(ElementFunction function, double x) {
    return switch (function) {
      case IDENTITY -> x;
      case RELU -> x > 0 ? x : 0;
      case RELU6 -> Math.min(Math.max(x, 0), 6);
      case SIGMOID -> sigmoid(x);
      case SWISH -> x * sigmoid(x);
      case HARD_SIGMOID -> hardSigmoid(x);
      case HARD_SWISH -> x * hardSigmoid(x);
    };
  }

  static double slope(ElementFunction function, double x) {
    return switch (function) {
      case IDENTITY -> 1;
      case RELU -> x > 0 ? 1 : 0;
      case RELU6 -> x > 0 && x < 6 ? 1 : 0;
      case SIGMOID -> sigmoid(x) * sigmoid(-x);
      case SWISH -> sigmoid(x) + x * sigmoid(x) * sigmoid(-x);
      case HARD_SIGMOID -> hardSigmoidSlope(x);
      case HARD_SWISH -> hardSigmoid(x) + x * hardSigmoidSlope(x);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double hardSigmoid(double x) {
    return Math.min(Math.max(x + 3, 0), 6) / 6;
  }

  private static double hardSigmoidSlope(double x) {
    return x > -3 && x < 3 ? 1 / 6.0 : 0;
  }
}
