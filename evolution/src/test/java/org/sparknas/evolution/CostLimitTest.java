package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.evolution.CostLimit.Comparison;

class CostLimitTest {

  @ParameterizedTest
  @CsvSource({
    "score <= 1, score, AT_MOST, 1",
    "macs<=330M, macs, AT_MOST, 330000000",
    "parameters <= 3.4M, parameters, AT_MOST, 3400000",
    "parameters >= 2.8 M, parameters, AT_LEAST, 2800000",
    "micronet_score_int8 < .28, micronet_score_int8, BELOW, 0.28",
    "latency_ms > 1e-1, latency_ms, ABOVE, 0.1",
    "macs <= 1.5G, macs, AT_MOST, 1500000000",
    "macs <= 12K, macs, AT_MOST, 12000",
  })
  void readsText(String text, String cost, Comparison comparison, double limit) {
    assertThat(CostLimit.parse(text)).isEqualTo(new CostLimit(text, cost, comparison, limit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "score",
        "score <= ",
        "<= 1",
        "score = 1",
        "score == 1",
        "score <= one",
        "macs <= 3m",
        "macs <= 3MM",
        "1 <= score",
        "score <= 1e999",
        "score <= 1 2",
      })
  void refusesOtherTextAndRepeatsIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CostLimit.parse(text))
        .withMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource({
    "c <= 2, 2, true, 0",
    "c <= 2, 2.5, false, 0.5",
    "c < 2, 2, false, 0",
    "c < 2, 1.5, true, 0",
    "c >= 2, 2, true, 0",
    "c >= 2, 1.5, false, 0.5",
    "c > 2, 2, false, 0",
    "c > 2, 9, true, 0",
    "c <= 2, NaN, false, Infinity",
  })
  void knowsWhatItAllowsAndHowFarTheRestIs(
      String text, double value, boolean allowed, double distance) {
    CostLimit limit = CostLimit.parse(text);
    assertThat(limit.allows(value)).isEqualTo(allowed);
    assertThat(limit.distance(value)).isEqualTo(distance);
  }

  @Test
  void prefersTheValueNearestToTheLimit() {
    CostLimit limit = CostLimit.parse("c >= 10");
    assertThat(limit.distance(9)).isLessThan(limit.distance(8));
  }
}
