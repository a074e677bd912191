package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparknas.job.spark.Packed;

class ModelStateTest {

  @Test
  void travelsBitForBit() {
    // More than is written at once, and not a multiple of it.
    float[] values = new float[20_001];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    float[] momentum = {-0.0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};

    ModelState copy = Packed.of(new ModelState(values, momentum)).unpack();

    assertThat(bits(copy.values())).isEqualTo(bits(values));
    assertThat(bits(copy.optimizerState())).isEqualTo(bits(momentum));
    assertThat(copy.values()).isNotSameAs(values);
  }

  @Test
  void travelsWithoutOptimiserState() {
    ModelState copy = Packed.of(new ModelState(new float[] {1}, new float[0])).unpack();

    assertThat(copy.values()).containsExactly(1);
    assertThat(copy.optimizerState()).isEmpty();
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
