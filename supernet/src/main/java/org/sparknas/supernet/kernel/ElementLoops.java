package org.sparknas.supernet.kernel;

/**
 * Element functions over arrays, written so that Java 17 vectorises the loops: one index, no
 * branches; conditions are clamped multiplications.
 */
final class ElementLoops {
  private static final float STEEP = Float.MAX_VALUE;
  private static final float SIXTH = 1 / 6f;

  private ElementLoops() {}

  /** Replaces each value by its function; the scratch array is as long. */
  static void apply(ElementFunction function, float[] values, float[] scratch, int length) {
    switch (function) {
      case IDENTITY -> {}
      case RELU -> relu(values, length);
      case RELU6 -> relu6(values, length);
      case SIGMOID -> SigmoidLoops.sigmoid(values, scratch, length);
      case SWISH -> SigmoidLoops.swish(values, scratch, length);
      case HARD_SIGMOID -> hardSigmoid(values, length);
      case HARD_SWISH -> hardSwish(values, length);
    }
  }

  /** Multiplies each gradient by the slope of the function at a value. */
  static void multiplyBySlope(
      ElementFunction function, float[] values, float[] gradients, float[] scratch, int length) {
    switch (function) {
      case IDENTITY -> {}
      case RELU -> reluSlope(values, gradients, length);
      case RELU6 -> relu6Slope(values, gradients, length);
      case SIGMOID -> SigmoidLoops.multiplyBySigmoidSlope(values, gradients, scratch, length);
      case SWISH -> SigmoidLoops.multiplyBySwishSlope(values, gradients, scratch, length);
      case HARD_SIGMOID -> hardSigmoidSlope(values, gradients, length);
      case HARD_SWISH -> hardSwishSlope(values, gradients, length);
    }
  }

  private static void relu(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.max(values[i], 0f);
    }
  }

  private static void relu6(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.min(Math.max(values[i], 0f), 6f);
    }
  }

  private static void hardSigmoid(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Math.min(Math.max(values[i] + 3f, 0f), 6f) * SIXTH;
    }
  }

  private static void hardSwish(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = values[i] * Math.min(Math.max(values[i] + 3f, 0f), 6f) * SIXTH;
    }
  }

  private static void reluSlope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      gradients[i] *= Math.min(Math.max(values[i] * STEEP, 0f), 1f);
    }
  }

  /** x · (6 − x) is above zero just where the slope is 1. */
  private static void relu6Slope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      gradients[i] *= Math.min(Math.max(values[i] * (6f - values[i]) * STEEP, 0f), 1f);
    }
  }

  /** 1/6 between −3 and 3, else 0. */
  private static void hardSigmoidSlope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      float inside = (3f + values[i]) * (3f - values[i]);
      gradients[i] *= Math.min(Math.max(inside * STEEP, 0f), 1f) * SIXTH;
    }
  }

  /** (2x + 3) / 6 between −3 and 3, 0 below and 1 above. */
  private static void hardSwishSlope(float[] values, float[] gradients, int length) {
    for (int i = 0; i < length; i++) {
      float above = Math.min(Math.max((values[i] + 3f) * STEEP, 0f), 1f);
      float below = Math.min(Math.max((3f - values[i]) * STEEP, 0f), 1f);
      gradients[i] *= above * below * (2f * values[i] + 3f) * SIXTH + (1f - below);
    }
  }
}
