package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of pixels along a line, for as many channels as a vector has lanes. Places are
 * in bytes. One loop to a method, or Java 17 makes objects of the vectors.
 */
final class VectorPixelSums {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = VectorLines.LANES;

  private VectorPixelSums() {}

  /**
   * {@code sums[place …] += Σ left[i] · right[i]}.
   *
   * @param leftStep from a pixel on the left to the next
   */
  static void add(
      ByteBuffer left,
      int leftAt,
      int leftStep,
      ByteBuffer right,
      int rightAt,
      int rightStep,
      int pixels,
      float[] sums,
      int place) {
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, place);
    for (int i = 0; i < pixels; i++) {
      FloatVector factor = FloatVector.fromByteBuffer(SPECIES, right, rightAt, ORDER);
      sum = FloatVector.fromByteBuffer(SPECIES, left, leftAt, ORDER).fma(factor, sum);
      leftAt += leftStep;
      rightAt += rightStep;
    }
    sum.intoArray(sums, place);
  }

  /**
   * As {@link #add} for three neighbours at once, whose sums are neighbours too.
   *
   * @param neighbour from a pixel on the left to its neighbour
   */
  static void addThree(
      ByteBuffer left,
      int leftAt,
      int leftStep,
      int neighbour,
      ByteBuffer right,
      int rightAt,
      int rightStep,
      int pixels,
      float[] sums,
      int place) {
    FloatVector first = FloatVector.fromArray(SPECIES, sums, place);
    FloatVector second = FloatVector.fromArray(SPECIES, sums, place + LANES);
    FloatVector third = FloatVector.fromArray(SPECIES, sums, place + 2 * LANES);
    for (int i = 0; i < pixels; i++) {
      FloatVector factor = FloatVector.fromByteBuffer(SPECIES, right, rightAt, ORDER);
      first = FloatVector.fromByteBuffer(SPECIES, left, leftAt, ORDER).fma(factor, first);
      second =
          FloatVector.fromByteBuffer(SPECIES, left, leftAt + neighbour, ORDER).fma(factor, second);
      third =
          FloatVector.fromByteBuffer(SPECIES, left, leftAt + 2 * neighbour, ORDER)
              .fma(factor, third);
      leftAt += leftStep;
      rightAt += rightStep;
    }
    first.intoArray(sums, place);
    second.intoArray(sums, place + LANES);
    third.intoArray(sums, place + 2 * LANES);
  }
}
