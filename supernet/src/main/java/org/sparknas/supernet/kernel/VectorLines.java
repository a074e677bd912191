package org.sparknas.supernet.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/** Lines of images whose channels are taken in parts, as many at once as a vector has lanes. */
final class VectorLines {

  /** Channels of a part. */
  static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  private ByteBuffer zeros = ByteBuffer.allocateDirect(0);

  static int parts(int channels) {
    return (channels + LANES - 1) / LANES;
  }

  /** The first channel of a part. The last part shares some with the one before. */
  static int firstChannel(int part, int channels) {
    return Math.min(part * LANES, channels - LANES);
  }

  /** A line of a single image; zeros above and below it. */
  VectorOperand of(FeatureMap image, int line) {
    int bytes = image.width() * image.channels() * Float.BYTES;
    if (line >= 0 && line < image.height()) {
      int start = image.matrix().offset() * Float.BYTES;
      return new VectorOperand(image.matrix().storage().bytes(), start + line * bytes);
    }
    if (zeros.capacity() < bytes) {
      zeros = ByteBuffer.allocateDirect(bytes);
    }
    return new VectorOperand(zeros, 0);
  }

  /**
   * Adds sums of a part, those of a tap behind each other, to a gradient of taps. Channels that the
   * part before has are left out.
   */
  static void add(float[] sums, int sumAt, int part, Matrix weightGradient) {
    FloatBuffer target = weightGradient.storage().floats();
    int channels = weightGradient.columns();
    int channel = firstChannel(part, channels);
    for (int tap = 0; tap < weightGradient.rows(); tap++) {
      int at = weightGradient.offset() + tap * channels + channel;
      for (int lane = part * LANES - channel; lane < LANES; lane++) {
        target.put(at + lane, target.get(at + lane) + sums[sumAt + tap * LANES + lane]);
      }
    }
  }
}
