package org.sparknas.supernet.kernel;

/**
 * Element functions over arrays, written so that Java 17 vectorises the loops: one index, no
 * branches, few operations. Java makes five instructions of a minimum or maximum, so there is
 * {@code x + |x|} for 2 · max(x, 0), and with y not below zero {@code y / (y + TINY)} for "1 where
 * y is above zero, else 0".
 */
final class ElementLoops {
  static final float TINY = 1e-30f;
  static final float SIXTH = 1 / 6f;
  static final float TWELFTH = 1 / 12f;

  private ElementLoops() {}

  /** Replaces each value by its function. */
  static void apply(ElementFunction function, float[] values, int length) {
    switch (function) {
      case IDENTITY -> {}
      case RELU -> relu(values, length);
      case RELU6 -> relu6(values, length);
      case SIGMOID -> SigmoidLoops.sigmoid(values, length);
      case SWISH -> SigmoidLoops.swish(values, length);
      case HARD_SIGMOID -> hardSigmoid(values, length);
      case HARD_SWISH -> hardSwish(values, length);
    }
  }

  /** Multiplies each gradient by the slope of the function at a value; the scratch is as long. */
  static void multiplyBySlope(
      ElementFunction function, float[] values, float[] gradients, float[] scratch, int length) {
    switch (function) {
      case IDENTITY -> {}
      case RELU -> reluSlope(values, gradients, length);
      case RELU6 -> relu6Slope(values, gradients, length);
      case SIGMOID -> SigmoidLoops.multiplyBySigmoidSlope(values, gradients, length);
      case SWISH -> SigmoidLoops.multiplyBySwishSlope(values, gradients, length);
      case HARD_SIGMOID -> hardSigmoidSlope(values, gradients, length);
      case HARD_SWISH -> hardSwishSlope(values, gradients, scratch, length);
    }
  }

  private static void relu(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = 0.5f * (values[i] + Math.abs(values[i]));
    }
  }

  private static void relu6(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.min(0.5f * (values[i] + Math.abs(values[i])), 6f);
    }
  }

  private static void hardSigmoid(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      float ramp = values[i] + 3f;
      values[i] = Math.min(ramp + Math.abs(ramp), 12f) * TWELFTH;
    }
  }

  private static void hardSwish(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      float ramp = values[i] + 3f;
      values[i] *= Math.min(ramp + Math.abs(ramp), 12f) * TWELFTH;
    }
  }

  private static void reluSlope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      float above = values[i] + Math.abs(values[i]);
      gradients[i] *= above / (above + TINY);
    }
  }

  /** 1 between 0 and 6, else 0. */
  private static void relu6Slope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      float inside = 3f - Math.abs(values[i] - 3f);
      inside += Math.abs(inside);
      gradients[i] *= inside / (inside + TINY);
    }
  }

  /** 1/6 between −3 and 3, else 0. */
  private static void hardSigmoidSlope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      float inside = 3f - Math.abs(values[i]);
      inside += Math.abs(inside);
      gradients[i] *= inside / (inside + TINY) * SIXTH;
    }
  }

  /** (2x + 3) / 6 between −3 and 3, 0 below and 1 above; two loops, as Java leaves one as it is. */
  private static void hardSwishSlope(
      float[] values, float[] gradients, float[] scratch, int length) {
    for (int i = 0; i < length; i++) {
      float inside = 3f - Math.abs(values[i]);
      inside += Math.abs(inside);
      scratch[i] = inside / (inside + TINY);
    }
    for (int i = 0; i < length; i++) {
      float above = values[i] + Math.abs(values[i]);
      float outside = (1f - scratch[i]) * (above / (above + TINY));
      gradients[i] *= scratch[i] * ((2f * values[i] + 3f) * SIXTH) + outside;
    }
  }
}
