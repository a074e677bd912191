package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.sparknas.supernet.kernel.Matrix;

/** Holds a gradient against central differences, along a random direction and single elements. */
final class Slopes {

  /**
   * In double, rounding costs about 1e-16 / 1e-6 of the function's value and the step about 1e-12
   * of its third derivative, while few elements are near enough to a kink to step over it.
   */
  private static final double STEP = 1e-6;

  /** A hundred times the rounding at function values of about 100. */
  private static final double TOLERANCE = 1e-6;

  private final DoubleSupplier function;
  private final int elements;
  private final Random random = new Random(5);

  Slopes(DoubleSupplier function) {
    this(function, 2);
  }

  /**
   * @param elements how many single elements are tried beside a random direction over all of them
   */
  Slopes(DoubleSupplier function, int elements) {
    this.function = function;
    this.elements = elements;
  }

  /**
   * @param point what the function reads; moved and put back
   * @param gradient of the function there
   */
  void check(String name, Matrix point, double[] gradient) {
    assertThat(gradient).as("gradient of " + name).hasSize(point.length());
    for (int i = 0; i < elements; i++) {
      int element = random.nextInt(gradient.length);
      double[] direction = new double[gradient.length];
      direction[element] = 1;
      check("d/d" + name + "[" + element + "]", point, gradient, direction);
    }
    double[] direction = random.doubles(gradient.length, -1, 1).toArray();
    check("d/d" + name + " along a random direction", point, gradient, direction);
  }

  private void check(String name, Matrix point, double[] gradient, double[] direction) {
    double[] original = point.values();
    point.assign(moved(original, direction, STEP));
    double above = function.getAsDouble();
    point.assign(moved(original, direction, -STEP));
    double below = function.getAsDouble();
    point.assign(original);
    double expected = (above - below) / (2 * STEP);
    double actual = 0;
    for (int i = 0; i < gradient.length; i++) {
      actual += gradient[i] * direction[i];
    }
    assertThat(actual).as(name).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
  }

  private static double[] moved(double[] point, double[] direction, double step) {
    double[] moved = point.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }
}
