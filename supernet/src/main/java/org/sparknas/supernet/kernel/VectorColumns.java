package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies columns of floats row by row, as many at once as fill a vector. Places and steps are in
 * bytes. One loop to a method, or Java 17 makes objects of the vectors.
 */
final class VectorColumns {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** A lane of it holds two neighbouring columns. */
  private static final VectorSpecies<Long> PAIRS = LongVector.SPECIES_PREFERRED;

  /** Null where vectors are too short to have a half. */
  private static final VectorSpecies<Integer> HALVES =
      PAIRS.length() == 1
          ? null
          : VectorSpecies.of(int.class, VectorShape.forBitSize(PAIRS.vectorBitSize() / 2));

  private static final long LOWER_HALF = 0xFFFF_FFFFL;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Neighbours that are copied at once. */
  static final int LANES = FLOATS.length();

  /** Pairs of columns that are put together at once. */
  static final int PAIR_LANES = PAIRS.length();

  private VectorColumns() {}

  static void copy(
      ByteBuffer from, int fromAt, int fromStep, ByteBuffer to, int toAt, int toStep, int rows) {
    for (int row = 0; row < rows; row++) {
      FloatVector.fromByteBuffer(FLOATS, from, fromAt, ORDER).intoByteBuffer(to, toAt, ORDER);
      fromAt += fromStep;
      toAt += toStep;
    }
  }

  /**
   * Puts columns of two places side by side by turns, as many of each as {@link #PAIR_LANES}.
   *
   * @param firstAt of the columns that come first
   * @param secondAt of those that come second
   */
  static void interleave(
      ByteBuffer from,
      int firstAt,
      int secondAt,
      int fromStep,
      ByteBuffer to,
      int toAt,
      int toStep,
      int rows) {
    for (int row = 0; row < rows; row++) {
      LongVector first =
          (LongVector)
              IntVector.fromByteBuffer(HALVES, from, firstAt, ORDER)
                  .convertShape(VectorOperators.I2L, PAIRS, 0);
      LongVector second =
          (LongVector)
              IntVector.fromByteBuffer(HALVES, from, secondAt, ORDER)
                  .convertShape(VectorOperators.I2L, PAIRS, 0);
      first
          .and(LOWER_HALF)
          .or(second.lanewise(VectorOperators.LSHL, Integer.SIZE))
          .intoByteBuffer(to, toAt, ORDER);
      firstAt += fromStep;
      secondAt += fromStep;
      toAt += toStep;
    }
  }
}
