package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of a line of a gradient with the pixels that neighbouring taps meet, for as many
 * channels as a vector has lanes. A pixel waits in registers for the next tap, so it is read once
 * for each line. Operands are lines of the input, one for each line of taps, and the gradient's.
 * One loop to a method, or Java 17 makes objects of the vectors.
 */
final class VectorTapSums {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = VectorLines.LANES;

  private VectorTapSums() {}

  /**
   * Three lines of three taps around the pixel.
   *
   * @param channel the first
   * @param step bytes from a pixel to the next
   * @param pixels of a line, at least two
   * @param sums nine vectors to which is added
   */
  static void addThreeByThree(
      VectorOperand[] of, int channel, int step, int pixels, float[] sums, int sumAt) {
    ByteBuffer upper = of[0].bytes();
    int upperAt = of[0].at(channel);
    ByteBuffer middle = of[1].bytes();
    int middleAt = of[1].at(channel);
    ByteBuffer lower = of[2].bytes();
    int lowerAt = of[2].at(channel);
    ByteBuffer gradients = of[3].bytes();
    int gradientAt = of[3].at(channel);
    FloatVector upper0 = FloatVector.zero(SPECIES);
    FloatVector upper1 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt, ORDER);
    FloatVector middle0 = FloatVector.zero(SPECIES);
    FloatVector middle1 = FloatVector.fromByteBuffer(SPECIES, middle, middleAt, ORDER);
    FloatVector lower0 = FloatVector.zero(SPECIES);
    FloatVector lower1 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt, ORDER);
    FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, sumAt);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, sumAt + LANES);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, sums, sumAt + 2 * LANES);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, sums, sumAt + 3 * LANES);
    FloatVector sum4 = FloatVector.fromArray(SPECIES, sums, sumAt + 4 * LANES);
    FloatVector sum5 = FloatVector.fromArray(SPECIES, sums, sumAt + 5 * LANES);
    FloatVector sum6 = FloatVector.fromArray(SPECIES, sums, sumAt + 6 * LANES);
    FloatVector sum7 = FloatVector.fromArray(SPECIES, sums, sumAt + 7 * LANES);
    FloatVector sum8 = FloatVector.fromArray(SPECIES, sums, sumAt + 8 * LANES);
    for (int pixel = 1; pixel < pixels; pixel++) {
      FloatVector gradient = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER);
      gradientAt += step;
      upperAt += step;
      FloatVector upper2 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt, ORDER);
      sum0 = upper0.fma(gradient, sum0);
      sum1 = upper1.fma(gradient, sum1);
      sum2 = upper2.fma(gradient, sum2);
      upper0 = upper1;
      upper1 = upper2;
      middleAt += step;
      FloatVector middle2 = FloatVector.fromByteBuffer(SPECIES, middle, middleAt, ORDER);
      sum3 = middle0.fma(gradient, sum3);
      sum4 = middle1.fma(gradient, sum4);
      sum5 = middle2.fma(gradient, sum5);
      middle0 = middle1;
      middle1 = middle2;
      lowerAt += step;
      FloatVector lower2 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt, ORDER);
      sum6 = lower0.fma(gradient, sum6);
      sum7 = lower1.fma(gradient, sum7);
      sum8 = lower2.fma(gradient, sum8);
      lower0 = lower1;
      lower1 = lower2;
    }
    FloatVector last = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER);
    upper0.fma(last, sum0).intoArray(sums, sumAt);
    upper1.fma(last, sum1).intoArray(sums, sumAt + LANES);
    sum2.intoArray(sums, sumAt + 2 * LANES);
    middle0.fma(last, sum3).intoArray(sums, sumAt + 3 * LANES);
    middle1.fma(last, sum4).intoArray(sums, sumAt + 4 * LANES);
    sum5.intoArray(sums, sumAt + 5 * LANES);
    lower0.fma(last, sum6).intoArray(sums, sumAt + 6 * LANES);
    lower1.fma(last, sum7).intoArray(sums, sumAt + 7 * LANES);
    sum8.intoArray(sums, sumAt + 8 * LANES);
  }

  /**
   * As {@link #addThreeByThree} where the window moves by two.
   *
   * @param pixels of the gradient's line, at least one
   * @param endsInside whether the last taps of the last pixel meet the input
   */
  static void addThreeByThreeOfTwo(
      VectorOperand[] of,
      int channel,
      int step,
      int pixels,
      boolean endsInside,
      float[] sums,
      int sumAt) {
    ByteBuffer upper = of[0].bytes();
    int upperAt = of[0].at(channel);
    ByteBuffer middle = of[1].bytes();
    int middleAt = of[1].at(channel);
    ByteBuffer lower = of[2].bytes();
    int lowerAt = of[2].at(channel);
    ByteBuffer gradients = of[3].bytes();
    int gradientAt = of[3].at(channel);
    FloatVector upper0 = FloatVector.zero(SPECIES);
    FloatVector middle0 = FloatVector.zero(SPECIES);
    FloatVector lower0 = FloatVector.zero(SPECIES);
    FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, sumAt);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, sumAt + LANES);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, sums, sumAt + 2 * LANES);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, sums, sumAt + 3 * LANES);
    FloatVector sum4 = FloatVector.fromArray(SPECIES, sums, sumAt + 4 * LANES);
    FloatVector sum5 = FloatVector.fromArray(SPECIES, sums, sumAt + 5 * LANES);
    FloatVector sum6 = FloatVector.fromArray(SPECIES, sums, sumAt + 6 * LANES);
    FloatVector sum7 = FloatVector.fromArray(SPECIES, sums, sumAt + 7 * LANES);
    FloatVector sum8 = FloatVector.fromArray(SPECIES, sums, sumAt + 8 * LANES);
    for (int pixel = 1; pixel < pixels; pixel++) {
      FloatVector gradient = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER);
      gradientAt += step;
      FloatVector upper1 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt, ORDER);
      sum0 = upper0.fma(gradient, sum0);
      upper0 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt + step, ORDER);
      sum1 = upper1.fma(gradient, sum1);
      sum2 = upper0.fma(gradient, sum2);
      upperAt += 2 * step;
      FloatVector middle1 = FloatVector.fromByteBuffer(SPECIES, middle, middleAt, ORDER);
      sum3 = middle0.fma(gradient, sum3);
      middle0 = FloatVector.fromByteBuffer(SPECIES, middle, middleAt + step, ORDER);
      sum4 = middle1.fma(gradient, sum4);
      sum5 = middle0.fma(gradient, sum5);
      middleAt += 2 * step;
      FloatVector lower1 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt, ORDER);
      sum6 = lower0.fma(gradient, sum6);
      lower0 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt + step, ORDER);
      sum7 = lower1.fma(gradient, sum7);
      sum8 = lower0.fma(gradient, sum8);
      lowerAt += 2 * step;
    }
    FloatVector last = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER);
    FloatVector upper1 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt, ORDER);
    FloatVector middle1 = FloatVector.fromByteBuffer(SPECIES, middle, middleAt, ORDER);
    FloatVector lower1 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt, ORDER);
    if (endsInside) {
      FloatVector upper2 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt + step, ORDER);
      sum2 = upper2.fma(last, sum2);
      FloatVector middle2 = FloatVector.fromByteBuffer(SPECIES, middle, middleAt + step, ORDER);
      sum5 = middle2.fma(last, sum5);
      FloatVector lower2 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt + step, ORDER);
      sum8 = lower2.fma(last, sum8);
    }
    upper0.fma(last, sum0).intoArray(sums, sumAt);
    upper1.fma(last, sum1).intoArray(sums, sumAt + LANES);
    sum2.intoArray(sums, sumAt + 2 * LANES);
    middle0.fma(last, sum3).intoArray(sums, sumAt + 3 * LANES);
    middle1.fma(last, sum4).intoArray(sums, sumAt + 4 * LANES);
    sum5.intoArray(sums, sumAt + 5 * LANES);
    lower0.fma(last, sum6).intoArray(sums, sumAt + 6 * LANES);
    lower1.fma(last, sum7).intoArray(sums, sumAt + 7 * LANES);
    sum8.intoArray(sums, sumAt + 8 * LANES);
  }

  /** Two lines of five taps around the pixel, as ten vectors. Lines have at least two pixels. */
  static void addTwoByFive(
      VectorOperand[] of, int channel, int step, int pixels, float[] sums, int sumAt) {
    ByteBuffer upper = of[0].bytes();
    int upperAt = of[0].at(channel);
    ByteBuffer lower = of[1].bytes();
    int lowerAt = of[1].at(channel);
    ByteBuffer gradients = of[2].bytes();
    int gradientAt = of[2].at(channel);
    FloatVector upper0 = FloatVector.zero(SPECIES);
    FloatVector upper1 = FloatVector.zero(SPECIES);
    FloatVector upper2 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt, ORDER);
    upperAt += step;
    FloatVector upper3 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt, ORDER);
    FloatVector lower0 = FloatVector.zero(SPECIES);
    FloatVector lower1 = FloatVector.zero(SPECIES);
    FloatVector lower2 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt, ORDER);
    lowerAt += step;
    FloatVector lower3 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt, ORDER);
    FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, sumAt);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, sumAt + LANES);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, sums, sumAt + 2 * LANES);
    FloatVector sum3 = FloatVector.fromArray(SPECIES, sums, sumAt + 3 * LANES);
    FloatVector sum4 = FloatVector.fromArray(SPECIES, sums, sumAt + 4 * LANES);
    FloatVector sum5 = FloatVector.fromArray(SPECIES, sums, sumAt + 5 * LANES);
    FloatVector sum6 = FloatVector.fromArray(SPECIES, sums, sumAt + 6 * LANES);
    FloatVector sum7 = FloatVector.fromArray(SPECIES, sums, sumAt + 7 * LANES);
    FloatVector sum8 = FloatVector.fromArray(SPECIES, sums, sumAt + 8 * LANES);
    FloatVector sum9 = FloatVector.fromArray(SPECIES, sums, sumAt + 9 * LANES);
    for (int pixel = 2; pixel < pixels; pixel++) {
      FloatVector gradient = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER);
      gradientAt += step;
      upperAt += step;
      FloatVector upper4 = FloatVector.fromByteBuffer(SPECIES, upper, upperAt, ORDER);
      sum0 = upper0.fma(gradient, sum0);
      sum1 = upper1.fma(gradient, sum1);
      sum2 = upper2.fma(gradient, sum2);
      sum3 = upper3.fma(gradient, sum3);
      sum4 = upper4.fma(gradient, sum4);
      upper0 = upper1;
      upper1 = upper2;
      upper2 = upper3;
      upper3 = upper4;
      lowerAt += step;
      FloatVector lower4 = FloatVector.fromByteBuffer(SPECIES, lower, lowerAt, ORDER);
      sum5 = lower0.fma(gradient, sum5);
      sum6 = lower1.fma(gradient, sum6);
      sum7 = lower2.fma(gradient, sum7);
      sum8 = lower3.fma(gradient, sum8);
      sum9 = lower4.fma(gradient, sum9);
      lower0 = lower1;
      lower1 = lower2;
      lower2 = lower3;
      lower3 = lower4;
    }
    FloatVector next = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt, ORDER);
    FloatVector last = FloatVector.fromByteBuffer(SPECIES, gradients, gradientAt + step, ORDER);
    upper1.fma(last, upper0.fma(next, sum0)).intoArray(sums, sumAt);
    upper2.fma(last, upper1.fma(next, sum1)).intoArray(sums, sumAt + LANES);
    upper3.fma(last, upper2.fma(next, sum2)).intoArray(sums, sumAt + 2 * LANES);
    upper3.fma(next, sum3).intoArray(sums, sumAt + 3 * LANES);
    sum4.intoArray(sums, sumAt + 4 * LANES);
    lower1.fma(last, lower0.fma(next, sum5)).intoArray(sums, sumAt + 5 * LANES);
    lower2.fma(last, lower1.fma(next, sum6)).intoArray(sums, sumAt + 6 * LANES);
    lower3.fma(last, lower2.fma(next, sum7)).intoArray(sums, sumAt + 7 * LANES);
    lower3.fma(next, sum8).intoArray(sums, sumAt + 8 * LANES);
    sum9.intoArray(sums, sumAt + 9 * LANES);
  }
}
