package org.sparknas.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
  @Test
  void isAtLeastWhatTheProcessHolds() {
    OptionalLong peak = PeakMemory.megabytes();
    Assumptions.assumeTrue(peak.isPresent(), "this system has no /proc/self/status");

    assertThat(PeakMemory.megabytes().orElseThrow())
        .isGreaterThanOrEqualTo(Pointer.physicalBytes() >> 21)
        .isLessThan(1 << 20);
  }
}
