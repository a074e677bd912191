package org.sparknas.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringWorkloadIT {
  private final ScoringWorkload workload =
      new ScoringWorkload(
          "../conf/cifar10.conf",
          List.of("data.validation-images=200", "data.calibration-images=100"),
          6);

  @Test
  void scoresCandidatesOfTheConfigurationInBothPasses() {
    ObjectNode line = workload.run(List.of("both", "64", "1", "2"));

    assertThat(line.path("candidates").asInt()).isEqualTo(6);
    assertThat(line.path("calibration_images").asInt()).isEqualTo(100);
    assertThat(line.path("evaluation_images").asInt()).isEqualTo(200);
    // The configuration's limit: (macs / 6M + parameters / 95K) / 2 is at most 1.
    assertThat(line.path("macs").asLong()).isBetween(1_000_000L, 12_000_000L);
    double seconds = line.path("median_ms").asDouble() / 1000;
    assertThat(line.path("candidates_per_hour").asDouble())
        .isCloseTo(6 / seconds * 3600, within(1.0));
  }

  @Test
  void refusesOtherPhases() {
    assertThatThrownBy(() -> workload.run(List.of("train", "64")))
        .hasMessage("PHASE = train, but must be both");
  }
}
