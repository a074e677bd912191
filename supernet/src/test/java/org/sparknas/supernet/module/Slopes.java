package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
  void check(String name, INDArray point, INDArray gradient) {
    assertThat(gradient.shape()).as("shape of the gradient of " + name).isEqualTo(point.shape());
    int length = Math.toIntExact(point.length());
    for (int i = 0; i < elements; i++) {
      int element = random.nextInt(length);
      double[] direction = new double[length];
      direction[element] = 1;
      check("d/d" + name + "[" + element + "]", point, gradient, direction);
    }
    double[] direction = random.doubles(length, -1, 1).toArray();
    check("d/d" + name + " along a random direction", point, gradient, direction);
  }

  private void check(String name, INDArray point, INDArray gradient, double[] direction) {
    INDArray original = point.dup('c');
    INDArray way = Nd4j.createFromArray(direction).reshape('c', point.shape());
    point.assign(original.add(way.mul(STEP)));
    double above = function.getAsDouble();
    point.assign(original.sub(way.mul(STEP)));
    double below = function.getAsDouble();
    point.assign(original);
    double expected = (above - below) / (2 * STEP);
    double actual = dot(gradient, direction);
    assertThat(actual).as(name).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
  }

  private static double dot(INDArray gradient, double[] direction) {
    double[] values = gradient.dup('c').data().asDouble();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * direction[i];
    }
    return sum;
  }
}
