package org.sparknas.supernet.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Shape;

class OneShotSettingsTest {
  private static OneShotSettings settings(
      int classes, boolean excitation, OneShotHead head, List<Double> scales, double dropout) {
    return new OneShotSettings(
        new Shape(32, 32, 3), classes, OneShotLayout.oneShot(), excitation, head, scales, dropout);
  }

  private static OneShotLayout layout(
      List<Integer> channels, List<Integer> repeats, List<Integer> strides, int stem, int last) {
    return new OneShotLayout(channels, repeats, strides, stem, 1, last);
  }

  @Test
  void valuesOutOfRangeAreRefusedNamingThem() {
    OneShotHead plain = OneShotHead.PLAIN;
    List<Double> one = List.of(1.0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(1, true, plain, one, 0))
        .withMessage("classes is 1: at least 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(10, false, OneShotHead.SQUEEZE_EXCITATION, one, 0))
        .withMessageContaining("'squeeze-excitation' without squeeze-and-excitation");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(10, true, plain, List.of(1.0, 0.5), 0))
        .withMessageContaining("scales is [1.0, 0.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(10, true, plain, List.of(0.0, 0.5), 0))
        .withMessageContaining("scales is [0.0, 0.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(10, true, plain, List.of(), 0))
        .withMessageContaining("scales is []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(10, true, plain, one, 1))
        .withMessage("dropout is 1.0: 0 <= dropout < 1");
  }

  @Test
  void layoutsThatCannotBeBuiltAreRefusedNamingTheStage() {
    List<Integer> two = List.of(8, 16);
    List<Integer> ones = List.of(1, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout(two, List.of(1), ones, 4, 8))
        .withMessageContaining("stage channels [8, 16], repeats [1] and strides [1, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout(List.of(8, 8), ones, ones, 4, 8))
        .withMessage("channels of stage 2 is 8: even and more than 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout(List.of(9, 16), ones, ones, 4, 8))
        .withMessage("channels of stage 1 is 9: even and more than 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout(two, List.of(1, 0), ones, 4, 8))
        .withMessage("repeats of stage 2 is 0: at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout(two, ones, List.of(3, 1), 4, 8))
        .withMessage("stride of stage 1 is 3: 1 or 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout(two, ones, ones, 3, 8))
        .withMessageContaining("stem channels is 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout(two, ones, ones, 4, 0))
        .withMessage("last channels is 0: at least 1");
  }

  @Test
  void layoutsAndHeadsAreKnownByName() {
    assertThat(OneShotLayout.named("OneShot")).isEqualTo(OneShotLayout.oneShot());
    assertThat(OneShotLayout.named("ShuffleNetV2+")).isEqualTo(OneShotLayout.shuffleNetV2Plus());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OneShotLayout.named("oneshot"))
        .withMessage("layout 'oneshot': allowed are OneShot, ShuffleNetV2+");
    for (OneShotHead head : OneShotHead.values()) {
      assertThat(OneShotHead.of(head.value())).isEqualTo(head);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OneShotHead.of("after_pooling"))
        .withMessage("head 'after_pooling': allowed are after-pooling, squeeze-excitation, plain");
  }
}
