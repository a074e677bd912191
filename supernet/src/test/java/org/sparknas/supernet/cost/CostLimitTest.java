package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class CostLimitTest {
  private static final Costs COSTS = Costs.counted(CostSettings.defaults());

  @ParameterizedTest
  @CsvSource({
    "score <= 1, score, AT_MOST, 1",
    "macs <= 330M, macs, AT_MOST, 330000000",
    "parameters<=3.5M, parameters, AT_MOST, 3500000",
    "macs >= 1.1G, macs, AT_LEAST, 1100000000",
    "parameters >= 250 K, parameters, AT_LEAST, 250000",
    "micronet_adds <= 1e6, micronet_adds, AT_MOST, 1000000"
  })
  void textsAreRead(String text, String cost, CostLimit.Side side, double limit) {
    assertThat(CostLimit.parse(text, COSTS)).isEqualTo(new CostLimit(cost, side, limit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "macs",
        "macs < 3",
        "macs == 3",
        "macs <= ",
        "macs <= M",
        "macs <= -1",
        "macs <= 3T",
        "macs <= 3 4",
        "<= 3",
        "macs <= 1.2.3",
        "3 >= macs"
      })
  void otherTextsAreRefusedWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CostLimit.parse(text, COSTS))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("macs <= 330M");
  }

  @Test
  void aConstraintThatNoCostAnswersToIsRefusedNamingTheCosts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CostLimit.parse("flops <= 330M", COSTS))
        .withMessageContaining("'flops <= 330M'")
        .withMessageContaining("macs, parameters, score");
  }

  @Test
  void theLimitItselfIsAllowed() {
    CostLimit atMost = new CostLimit("macs", CostLimit.Side.AT_MOST, 10);
    CostLimit atLeast = new CostLimit("macs", CostLimit.Side.AT_LEAST, 10);

    assertThat(atMost.allows(10)).isTrue();
    assertThat(atMost.allows(10.5)).isFalse();
    assertThat(atLeast.allows(10)).isTrue();
    assertThat(atLeast.allows(9.5)).isFalse();
    assertThat(atMost.allows(Double.NaN)).isFalse();
  }

  @Test
  void theExcessIsAShareOfTheLimit() {
    assertThat(new CostLimit("macs", CostLimit.Side.AT_MOST, 10).excess(15)).isEqualTo(0.5);
    assertThat(new CostLimit("macs", CostLimit.Side.AT_LEAST, 10).excess(5)).isEqualTo(0.5);
    assertThat(new CostLimit("macs", CostLimit.Side.AT_MOST, 10).excess(10)).isZero();
  }

  @Test
  void aNetworkIsHeldAgainstTheCostOfItsName() {
    assertThat(
            CostLimit.parse("macs <= 291475944", COSTS)
                .allows(PublishedNetworks.oneShotSPlus().network(), COSTS))
        .isTrue();
    assertThat(
            CostLimit.parse("macs <= 291475943", COSTS)
                .allows(PublishedNetworks.oneShotSPlus().network(), COSTS))
        .isFalse();
  }

  @Test
  void itsTextIsReadAgain() {
    CostLimit limit = CostLimit.parse("macs <= 330M", COSTS);

    assertThat(limit).hasToString("macs <= 330000000");
    assertThat(CostLimit.parse(limit.toString(), COSTS)).isEqualTo(limit);
  }
}
