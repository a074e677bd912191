package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RoundTest {

  @Test
  void describesItselfCountingFromOne() {
    assertThat(new Round(2, 20, 6, 40).description()).isEqualTo("epoch 3/20, round 7/40");
  }

  @Test
  void theLastRoundEndsTheEpoch() {
    assertThat(new Round(0, 1, 38, 40).endsEpoch()).isFalse();
    assertThat(new Round(0, 1, 39, 40).endsEpoch()).isTrue();
  }

  @Test
  void refusesRoundsOutsideTheTraining() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Round(1, 1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Round(-1, 1, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Round(0, 1, 4, 4))
        .withMessage(
            "round 4 of 4 in epoch 0 of 1, but both must be 0 or more and below their number");
  }
}
