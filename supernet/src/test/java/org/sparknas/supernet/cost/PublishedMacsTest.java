package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.oneshot.OneShotOperation;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class PublishedMacsTest {
  private static final Costs COSTS = Costs.counted(CostSettings.defaults());

  static List<Arguments> networks() {
    return List.of(
        Arguments.of("OneShot-S+", PublishedNetworks.oneShotSPlus(), 291_475_944, 3_541_829),
        Arguments.of("OneShot+", PublishedNetworks.oneShotPlus(), 297_058_024, 3_742_955),
        Arguments.of("OneShot", PublishedNetworks.oneShot(), 327_909_096, 3_433_579),
        Arguments.of(
            "OneShot-S+ without squeeze-and-excitation",
            PublishedNetworks.oneShotSWithoutExcitation(),
            322_327_016,
            3_232_453),
        Arguments.of(
            "MobileNetV3 variant", PublishedNetworks.mobileVariant(), 209_111_882, 3_707_885),
        Arguments.of("SPOS", PublishedNetworks.spos(), 322_969_896, 3_559_464));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void plainCountsArePublishedOnes(
      String name, Architecture architecture, double macs, double parameters) {
    assertThat(COSTS.of("macs", architecture.network())).as(name).isEqualTo(macs);
    assertThat(COSTS.of("parameters", architecture.network())).as(name).isEqualTo(parameters);
  }

  @Test
  void sposCountsItsOwnWayWithoutBiasesAndPooling() {
    Count count =
        new Counter(CountingConvention.spos()).of(PublishedNetworks.spos().network()).total();

    assertThat(count.macs()).isEqualTo(322_918_720);
    assertThat(count.parameters()).isEqualTo(3_558_464);
  }

  @ParameterizedTest
  @CsvSource({"SNB3, 295842496", "SNB5, 313654976", "SNB7, 340373696", "SXB3, 358825920"})
  void uniformSposNetworksHaveTheirPublishedMacs(OneShotOperation operation, long macs) {
    Architecture uniform =
        PublishedNetworks.uniform(PublishedNetworks.plainSettings(List.of(1.0)), operation, 0);

    assertThat(new Counter(CountingConvention.spos()).of(uniform.network()).total().macs())
        .isEqualTo(macs);
  }

  @Test
  void extremesOfTheOneShotSupernetAreThePublishedOnes() {
    Architecture widest =
        PublishedNetworks.uniform(
            PublishedNetworks.plainSettings(OneShotSettings.ALL_SCALES), OneShotOperation.SXB3, 9);
    Architecture slim =
        PublishedNetworks.uniform(OneShotSettings.imageNet(), OneShotOperation.SNB3, 2);

    assertThat(COSTS.of("macs", widest.network())).isEqualTo(841_896_360);
    assertThat(COSTS.of("macs", slim.network())).isEqualTo(168_064_936);
  }

  @Test
  void scoreIsTheOneInTheLogOfTheOriginalSearch() {
    // The log prints five decimals.
    assertThat(COSTS.of("score", PublishedNetworks.oneShotSWithoutExcitation().network()))
        .isCloseTo(0.96671, within(5e-6));
  }
}
