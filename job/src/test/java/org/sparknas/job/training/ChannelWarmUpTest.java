package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.supernet.architecture.Decision;

class ChannelWarmUpTest {
  private static final Decision WIDTH =
      new Decision(
          "stage1.block1.width",
          List.of("0.2", "0.4", "0.6", "0.8", "1.0", "1.2", "1.4", "1.6", "1.8", "2.0"));

  /** The table of OneShot's --cs-warm-up. */
  static final List<Double> ONE_SHOT =
      List.of(
          1.8, 1.6, 1.4, 1.2, 1.0, 1.0, 0.8, 0.8, 0.8, 0.6, 0.6, 0.6, 0.6, 0.4, 0.4, 0.4, 0.4, 0.4,
          0.2);

  // The same: k = epoch - start, lowest scale allowed.
  @ParameterizedTest
  @CsvSource({
    "0,1.8", "1,1.6", "2,1.4", "3,1.2", "4,1.0", "5,1.0", "6,0.8", "8,0.8", "9,0.6", "12,0.6",
    "13,0.4", "17,0.4", "18,0.2", "59,0.2"
  })
  void widensAsTheOriginalDoes(int epochsAfterStart, double lowest) {
    List<Integer> allowed = new ChannelWarmUp(60, ONE_SHOT).allowed(WIDTH, 60 + epochsAfterStart);

    assertThat(scale(allowed.get(0))).isEqualTo(lowest);
    assertThat(scale(allowed.get(allowed.size() - 1))).isEqualTo(2.0);
    assertThat(allowed).hasSize((int) Math.round((2.0 - lowest) / 0.2) + 1);
  }

  @Test
  void beforeTheStartOnlyTheLargestScaleIsAllowed() {
    ChannelWarmUp warmUp = new ChannelWarmUp(60, ONE_SHOT);

    assertThat(warmUp.allowed(WIDTH, 0)).containsExactly(9);
    assertThat(warmUp.allowed(WIDTH, 59)).containsExactly(9);
  }

  @Test
  void theLastEntryStays() {
    ChannelWarmUp warmUp = new ChannelWarmUp(0, List.of(1.8, 1.0, 0.8, 0.6));

    assertThat(warmUp.allowed(WIDTH, 9)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(warmUp.allowed(WIDTH, 1000)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void withoutEntriesAllScalesAreAllowedFromTheStartOn() {
    assertThat(new ChannelWarmUp(3, List.of()).allowed(WIDTH, 2)).containsExactly(9);
    assertThat(new ChannelWarmUp(3, List.of()).allowed(WIDTH, 3)).hasSize(10);
    assertThat(ChannelWarmUp.none().allowed(WIDTH, 0)).hasSize(10);
  }

  @Test
  void aSpaceOfSmallScalesAloneKeepsItsLargest() {
    Decision small = new Decision("stage1.block1.width", List.of("0.5", "1.0"));

    assertThat(new ChannelWarmUp(0, List.of(1.8)).allowed(small, 0)).containsExactly(1);
  }

  @Test
  void refusesEntriesThatRiseAndWidthsThatAreNoNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelWarmUp(0, List.of(0.6, 0.8)))
        .withMessage("lowestScales = [0.6, 0.8], but must be above 0 and never rise");
    assertThatIllegalArgumentException().isThrownBy(() -> new ChannelWarmUp(0, List.of(0.0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new ChannelWarmUp(-1, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelWarmUp.none().allowed(new Decision("a.width", List.of("wide")), 0))
        .withMessage("decision 'a.width' has the value 'wide', but a width is a number");
  }

  private static double scale(int choice) {
    return Double.parseDouble(WIDTH.values().get(choice));
  }
}
