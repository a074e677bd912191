package org.sparknas.supernet.kernel;

/**
 * The sigmoid σ and what is made of it, over arrays. Java 17 does not vectorise {@code Math.exp},
 * but this: with a = |x|, {@code e^a = p(a/8)^8} for a polynomial p that minimises the largest
 * relative error on [0, 3.5], 1.2e-8 before rounding; then {@code r = 1 / (1 + e^a) = σ(−|x|)},
 * whose product with 1 − r loses no digits however large x is. Beyond 28 p still grows, so r, 7e-13
 * there, goes to zero as it should, if not as fast.
 *
 * <p>Only fused multiplications and additions keep the loops over p short enough for Java to
 * vectorise them, and sums of pairs keep them from waiting for each of them; p stands in each loop
 * because a second loop over what the first one wrote costs a fifth. In {@code x / (|x| + TINY)}
 * the division gives the sign of x faster than minimum and maximum, which Java makes of five
 * instructions each.
 */
final class SigmoidLoops {
  private static final float TINY = 1e-30f;
  static final float P1 = 0.99999934f;
  static final float P2 = 0.5000114f;
  static final float P3 = 0.16660076f;
  static final float P4 = 0.041850135f;
  static final float P5 = 0.008048005f;
  static final float P6 = 0.0016559369f;
  static final float P7 = 4.3286476e-5f;
  static final float P8 = 8.040996e-5f;
  static final float P9 = -8.887266e-6f;
  static final float P10 = 1.4767812e-6f;

  private SigmoidLoops() {}

  /** {@code r = σ(−|x|)} for {@code a = |x|}. */
  private static float lowerHalf(float a) {
    float z = a * 0.125f;
    float square = z * z;
    float fourth = square * square;
    float first = Math.fma(square, Math.fma(z, P3, P2), Math.fma(z, P1, 1f));
    float second = Math.fma(square, Math.fma(z, P7, P6), Math.fma(z, P5, P4));
    float third = Math.fma(square, P10, Math.fma(z, P9, P8));
    float root = Math.fma(fourth, Math.fma(fourth, third, second), first);
    float power = root * root;
    power *= power;
    return 1f / Math.fma(power, power, 1f);
  }

  /** {@code σ = ½ + sign(x) · (½ − r)}. */
  static void sigmoid(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      float x = values[i];
      float a = Math.abs(x);
      values[i] = 0.5f + x / (a + TINY) * (0.5f - lowerHalf(a));
    }
  }

  /** {@code x · σ = x · r + 2 · max(x, 0) · (½ − r)}. */
  static void swish(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      float x = values[i];
      float a = Math.abs(x);
      float r = lowerHalf(a);
      values[i] = x * r + (x + a) * (0.5f - r);
    }
  }

  /** {@code σ · (1 − σ) = r · (1 − r)}, the same on both sides. */
  static void multiplyBySigmoidSlope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      float r = lowerHalf(Math.abs(values[i]));
      gradients[i] *= r * (1f - r);
    }
  }

  /** {@code σ + x · σ · (1 − σ) = ½ + sign(x) · (½ − r + |x| · r · (1 − r))}. */
  static void multiplyBySwishSlope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      float x = values[i];
      float a = Math.abs(x);
      float r = lowerHalf(a);
      gradients[i] *= 0.5f + x / (a + TINY) * (0.5f - r + a * (r * (1f - r)));
    }
  }
}
