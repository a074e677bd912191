package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The input gradient of depthwise convolutions of kernel 3 whose window moves by 2, on Java's
 * vectors for one thread. A pixel of the input meets one, two or four taps: the middle ones where
 * its line and column are even, those on both sides where they are odd.
 */
final class VectorHalvedGradient {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final VectorLines lines = new VectorLines();

  static boolean isPossible(FeatureMap inputGradient, Window window) {
    return window.kernel() == 3
        && window.stride() == 2
        && inputGradient.channels() >= VectorLines.LANES;
  }

  void inputGradient(FeatureMap outputGradient, Matrix weight, FeatureMap inputGradient) {
    for (int i = 0; i < inputGradient.images(); i++) {
      FeatureMap gradients = outputGradient.images(i, 1);
      FeatureMap results = inputGradient.images(i, 1);
      for (int line = 0; line < results.height(); line++) {
        boolean isEven = line % 2 == 0;
        VectorOperand[] operands = {
          lines.of(gradients, line / 2),
          lines.of(gradients, isEven ? gradients.height() : line / 2 + 1),
          taps(weight, isEven ? 1 : 2),
          taps(weight, 0),
          lines.of(results, line)
        };
        writeLine(operands, results.channels(), results.width());
      }
    }
  }

  /** A line of taps. */
  private static VectorOperand taps(Matrix weight, int line) {
    int at = weight.offset() + 3 * line * weight.columns();
    return new VectorOperand(weight.storage().bytes(), at * Float.BYTES);
  }

  private static void writeLine(VectorOperand[] of, int channels, int width) {
    for (int part = 0; part < VectorLines.parts(channels); part++) {
      int channel = VectorLines.firstChannel(part, channels);
      writePart(of, channel, channels * Float.BYTES, (width + 1) / 2, width % 2 == 0);
    }
  }

  /**
   * One loop to a method, or Java 17 makes objects of the vectors.
   *
   * @param of two lines of the gradient, the line of taps that each is multiplied by, the result
   * @param channel the first
   * @param step bytes from a pixel to the next, and from a tap to the next
   * @param pixels of the gradient's lines
   * @param isEven whether the result's line has twice as many, and not one less
   */
  private static void writePart(
      VectorOperand[] of, int channel, int step, int pixels, boolean isEven) {
    ByteBuffer uppers = of[0].bytes();
    int upperAt = of[0].at(channel);
    ByteBuffer lowers = of[1].bytes();
    int lowerAt = of[1].at(channel);
    ByteBuffer taps = of[2].bytes();
    int upperTap = of[2].at(channel);
    int lowerTap = of[3].at(channel);
    ByteBuffer results = of[4].bytes();
    int resultAt = of[4].at(channel);
    FloatVector upperLeft = FloatVector.fromByteBuffer(SPECIES, taps, upperTap, ORDER);
    FloatVector upperMiddle = FloatVector.fromByteBuffer(SPECIES, taps, upperTap + step, ORDER);
    FloatVector upperRight = FloatVector.fromByteBuffer(SPECIES, taps, upperTap + 2 * step, ORDER);
    FloatVector lowerLeft = FloatVector.fromByteBuffer(SPECIES, taps, lowerTap, ORDER);
    FloatVector lowerMiddle = FloatVector.fromByteBuffer(SPECIES, taps, lowerTap + step, ORDER);
    FloatVector lowerRight = FloatVector.fromByteBuffer(SPECIES, taps, lowerTap + 2 * step, ORDER);
    FloatVector upper = FloatVector.fromByteBuffer(SPECIES, uppers, upperAt, ORDER);
    FloatVector lower = FloatVector.fromByteBuffer(SPECIES, lowers, lowerAt, ORDER);
    for (int pixel = 1; pixel < pixels; pixel++) {
      upper.mul(upperMiddle).add(lower.mul(lowerMiddle)).intoByteBuffer(results, resultAt, ORDER);
      FloatVector odd = upper.mul(upperRight).add(lower.mul(lowerRight));
      upperAt += step;
      lowerAt += step;
      upper = FloatVector.fromByteBuffer(SPECIES, uppers, upperAt, ORDER);
      lower = FloatVector.fromByteBuffer(SPECIES, lowers, lowerAt, ORDER);
      odd.add(upper.mul(upperLeft))
          .add(lower.mul(lowerLeft))
          .intoByteBuffer(results, resultAt + step, ORDER);
      resultAt += 2 * step;
    }
    upper.mul(upperMiddle).add(lower.mul(lowerMiddle)).intoByteBuffer(results, resultAt, ORDER);
    if (isEven) {
      upper
          .mul(upperRight)
          .add(lower.mul(lowerRight))
          .intoByteBuffer(results, resultAt + step, ORDER);
    }
  }
}
