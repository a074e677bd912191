package org.sparknas.supernet.kernel;

/** An array that one thread uses again and again, made anew only when it is too short. */
final class GrowingFloats {

  private float[] values = {};

  /** An array at least so long, with whatever stood in it. */
  float[] atLeast(int length) {
    if (values.length < length) {
      values = new float[length];
    }
    return values;
  }
}
