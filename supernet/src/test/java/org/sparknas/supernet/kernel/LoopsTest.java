package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The gradients that kernels are measured by are those of the loops they belong to. */
class LoopsTest {

  private static final double STEP = 1e-5;

  /** The error of central differences is of order STEP² times values of order 1 to 10. */
  private static final double TOLERANCE = 1e-7;

  private final Random random = new Random(1);
  private final Size size = new Size(2, 5, 4, 3);
  private final Window window = new Window(3, 2, 2);

  @Test
  void gradientsOfConvolutions() {
    ConvolutionLoops loops = new ConvolutionLoops(size, window);
    double[] input = random(size.length());
    double[] weight = random(27 * 2);
    double[] outer = random(size.after(window).rows() * 2);

    assertGradient(
        input, x -> loops.full(x, weight, 2), outer, loops.fullInputGradient(outer, weight, 2));
    assertGradient(
        weight, w -> loops.full(input, w, 2), outer, loops.fullWeightGradient(input, outer, 2));
  }

  @Test
  void gradientsOfDepthwiseConvolutions() {
    ConvolutionLoops loops = new ConvolutionLoops(size, window);
    double[] input = random(size.length());
    double[] weight = random(27);
    double[] outer = random(size.after(window).length());

    assertGradient(
        input, x -> loops.depthwise(x, weight), outer, loops.depthwiseInputGradient(outer, weight));
    assertGradient(
        weight, w -> loops.depthwise(input, w), outer, loops.depthwiseWeightGradient(input, outer));
  }

  @Test
  void gradientsOfPooling() {
    PoolingLoops loops = new PoolingLoops(size, new Window(3, 2, 1));
    double[] input = random(size.length());
    double[] outer = random(size.after(window).length());

    assertGradient(input, loops::maximum, outer, loops.maximumGradient(input, outer));
    assertGradient(input, loops::average, outer, loops.averageGradient(outer));
  }

  @Test
  void gradientsOfNormalisation() {
    ChannelLoops loops = new ChannelLoops(11, 3);
    double[] input = random(33);
    double[] outer = random(33);
    double[] gamma = random(3);
    double[] beta = random(3);

    assertGradient(
        input,
        x -> loops.normaliseOwn(x, gamma, beta),
        outer,
        loops.inputGradient(input, outer, gamma));
    assertGradient(
        gamma, g -> loops.normaliseOwn(input, g, beta), outer, loops.gammaGradient(input, outer));
    assertGradient(beta, b -> loops.normaliseOwn(input, gamma, b), outer, loops.sums(outer));
  }

  @Test
  void slopesOfActivations() {
    for (ElementFunction function : ElementFunction.values()) {
      for (double x : new double[] {-9, -3.1, -2.9, -0.1, 0.1, 2.9, 3.1, 5.9, 6.1, 9}) {
        assertSlope(
            at -> ActivationLoops.value(function, at),
            at -> ActivationLoops.slope(function, at),
            x);
      }
    }
  }

  private static void assertSlope(
      DoubleUnaryOperator function, DoubleUnaryOperator slope, double x) {
    double difference = function.applyAsDouble(x + STEP) - function.applyAsDouble(x - STEP);
    assertThat(slope.applyAsDouble(x)).isCloseTo(difference / (2 * STEP), within(TOLERANCE));
  }

  private static void assertGradient(
      double[] at, UnaryOperator<double[]> function, double[] outer, double[] gradient) {
    assertThat(gradient).hasSameSizeAs(at);
    for (int i = 0; i < at.length; i++) {
      double difference =
          weighted(function.apply(moved(at, i, STEP)), outer)
              - weighted(function.apply(moved(at, i, -STEP)), outer);
      assertThat(gradient[i]).isCloseTo(difference / (2 * STEP), within(TOLERANCE));
    }
  }

  private static double[] moved(double[] values, int index, double step) {
    double[] moved = values.clone();
    moved[index] += step;
    return moved;
  }

  private static double weighted(double[] values, double[] weights) {
    return MatrixLoops.product(values, weights, 1, values.length, 1)[0];
  }

  private double[] random(int length) {
    return random.doubles(length, -2, 2).toArray();
  }
}
