package org.sparknas.supernet.kernel;

/**
 * The sigmoid σ and what is made of it, over arrays. Java 17 does not vectorise {@code Math.exp},
 * but this: with a = min(|x|, 28), {@code e^a = p(a/8)^8} for a polynomial p that minimises the
 * largest relative error on [0, 3.5], 1.2e-8 before rounding; then {@code r = 1 / (1 + e^a) =
 * σ(−|x|)}, whose product with 1 − r loses no digits however large x is.
 */
final class SigmoidLoops {
  private static final float STEEP = Float.MAX_VALUE;
  private static final float LAST = 28f;
  private static final float P1 = 0.99999934f;
  private static final float P2 = 0.50001137f;
  private static final float P3 = 0.16660076f;
  private static final float P4 = 0.041850134f;
  private static final float P5 = 0.0080480058f;
  private static final float P6 = 0.0016559369f;
  private static final float P7 = 4.3286475e-5f;
  private static final float P8 = 8.0409963e-5f;
  private static final float P9 = -8.8872658e-6f;
  private static final float P10 = 1.4767812e-6f;

  private SigmoidLoops() {}

  /** {@code σ(−|x|)}. */
  private static void lowerHalf(float[] values, float[] result, int length) {
    for (int i = 0; i < length; i++) {
      float z = Math.min(Math.abs(values[i]), LAST) * 0.125f;
      float high = P6 + z * (P7 + z * (P8 + z * (P9 + z * P10)));
      float low = 1f + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * (P5 + z * high)))));
      float square = low * low;
      float fourth = square * square;
      result[i] = 1f / (1f + fourth * fourth);
    }
  }

  static void sigmoid(float[] values, float[] scratch, int length) {
    lowerHalf(values, scratch, length);
    for (int i = 0; i < length; i++) {
      float above = Math.min(Math.max(values[i] * STEEP, 0f), 1f);
      values[i] = scratch[i] + above * (1f - 2f * scratch[i]);
    }
  }

  static void swish(float[] values, float[] scratch, int length) {
    lowerHalf(values, scratch, length);
    for (int i = 0; i < length; i++) {
      float above = Math.min(Math.max(values[i] * STEEP, 0f), 1f);
      values[i] *= scratch[i] + above * (1f - 2f * scratch[i]);
    }
  }

  /** {@code σ(x) · (1 − σ(x))} is the same on both sides. */
  static void multiplyBySigmoidSlope(
      float[] values, float[] gradients, float[] scratch, int length) {
    lowerHalf(values, scratch, length);
    for (int i = 0; i < length; i++) {
      gradients[i] *= scratch[i] * (1f - scratch[i]);
    }
  }

  /** {@code σ(x) + x · σ(x) · (1 − σ(x))}. */
  static void multiplyBySwishSlope(
      float[] values, float[] gradients, float[] scratch, int length) {
    lowerHalf(values, scratch, length);
    for (int i = 0; i < length; i++) {
      float r = scratch[i];
      float above = Math.min(Math.max(values[i] * STEEP, 0f), 1f);
      gradients[i] *= r + above * (1f - 2f * r) + values[i] * r * (1f - r);
    }
  }
}
