package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  // A few operations on doubles of size 1.
  private static final double ROUNDING = 1e-15;

  private final LearningRateSchedule schedule = new LearningRateSchedule(0.8, 4, 12);

  @Test
  void warmsUpLinearlyFromZero() {
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(1)).isCloseTo(0.2, within(ROUNDING));
    assertThat(schedule.at(3)).isCloseTo(0.6, within(ROUNDING));
  }

  @Test
  void fallsAsACosineFromThePeakToZero() {
    assertThat(schedule.at(4)).isEqualTo(0.8);
    assertThat(schedule.at(6)).isCloseTo(0.4 * (1 + Math.sqrt(0.5)), within(ROUNDING));
    assertThat(schedule.at(8)).isCloseTo(0.4, within(ROUNDING));
    assertThat(schedule.at(11)).isPositive();
    assertThat(schedule.at(12)).isZero();
    assertThat(schedule.at(1000)).isZero();
  }

  @Test
  void withoutWarmUpStartsAtThePeak() {
    assertThat(new LearningRateSchedule(0.5, 0, 10).at(0)).isEqualTo(0.5);
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LearningRateSchedule(0, 0, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRateSchedule(Double.NaN, 0, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LearningRateSchedule(1, 10, 10))
        .withMessage(
            "warmUpSteps = 10 of totalSteps = 10, but must be 0 or more and below the total");
    assertThatIllegalArgumentException().isThrownBy(() -> new LearningRateSchedule(1, -1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> schedule.at(-1));
  }

  @Test
  void stepsOfAnEpochMayHaveTheRateOfItsFirst() {
    // The original's, by hand: half of the peak times 1 + cos(π·43/90), in epoch 43 of 90.
    LearningRateSchedule original = new LearningRateSchedule(0.025, 0, 90 * 7, 7);

    for (int step = 0; step < 7; step++) {
      assertThat(original.at(43 * 7 + step)).isCloseTo(1.337196e-2, within(5e-9));
    }
    assertThat(original.at(44 * 7)).isLessThan(original.at(43 * 7));
  }

  @Test
  void epochsOfAWarmUpHaveWhatTheyReachAtTheirEnds() {
    LearningRateSchedule schedule = new LearningRateSchedule(0.2, 5 * 7, 250 * 7, 7);

    // The original's retraining: the rate times (epoch + 1) / 5.
    assertThat(schedule.at(6)).isCloseTo(0.04, within(1e-15));
    assertThat(schedule.at(3 * 7)).isCloseTo(0.16, within(1e-15));
    assertThat(schedule.at(5 * 7)).isEqualTo(0.2);
  }

  @Test
  void descentRefusesMomentumOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DescentSettings.nesterov(1, 0))
        .withMessage("momentum = 1.0, but must be 0 or more and below 1");
    assertThatIllegalArgumentException().isThrownBy(() -> DescentSettings.nesterov(-0.1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DescentSettings.nesterov(0.9, -1e-5))
        .withMessage("weightDecay = -1.0E-5, but must be 0 or more and finite");
  }
}
