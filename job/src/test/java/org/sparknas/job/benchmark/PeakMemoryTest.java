package org.sparknas.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
  @Test
  void isAtLeastWhatTheProcessHolds() {
    assertThat(PeakMemory.megabytes().orElseThrow())
        .isGreaterThanOrEqualTo(Pointer.physicalBytes() >> 21)
        .isLessThan(1 << 20);
  }
}
