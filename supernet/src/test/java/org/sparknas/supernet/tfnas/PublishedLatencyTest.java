package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.cost.CostRange;
import org.sparknas.supernet.cost.CostSettings;
import org.sparknas.supernet.cost.Costs;

class PublishedLatencyTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSettings.imageNet());

  /** Published figures have six, four or three decimals. */
  private static Offset<Double> decimals(int number) {
    return within(0.5 * Math.pow(10, -number));
  }

  @Test
  void tfNasAHasItsPublishedLatencies() throws IOException {
    Architecture published = PublishedTfnas.tfNasA(SPACE);

    assertThat(new TfnasLatency(SPACE, PublishedTables.gpu()).of(published))
        .isCloseTo(17.999473, decimals(6));
    assertThat(new TfnasLatency(SPACE, PublishedTables.cpu()).of(published))
        .isCloseTo(74.341219, decimals(6));
  }

  @ParameterizedTest(name = "operation {0} everywhere")
  @CsvSource({"1, 16.1314, 60.8608", "7, 21.1884, 91.5684"})
  void uniformNetworksHaveTheirPublishedLatencies(int operation, double gpu, double cpu)
      throws IOException {
    Architecture uniform = SPACE.uniform(operation);

    assertThat(new TfnasLatency(SPACE, PublishedTables.gpu()).of(uniform))
        .isCloseTo(gpu, decimals(4));
    assertThat(new TfnasLatency(SPACE, PublishedTables.cpu()).of(uniform))
        .isCloseTo(cpu, decimals(4));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"gpu, 4.088, 7.584, 27.063", "cpu, 19.981, 39.875, 135.908"})
  void theExtremesAreThePublishedOnes(
      String device, double least, double leastAtFullDepth, double greatest) throws IOException {
    TfnasLatency latency = new TfnasLatency(SPACE, PublishedTables.named(device));
    LatencyRange range = latency.range();

    assertThat(range.least()).isCloseTo(least, decimals(3));
    assertThat(range.greatest()).isCloseTo(greatest, decimals(3));
    double sum = latency.base();
    for (int place = 0; place < 18; place++) {
      double best = Double.POSITIVE_INFINITY;
      for (int operation = 0; operation < 8; operation++) {
        int width = SPACE.searchedBlocks().get(place).smallestWidth(operation);
        best = Math.min(best, latency.of(place, operation, width));
      }
      sum += best;
    }
    assertThat(sum).isCloseTo(leastAtFullDepth, decimals(3));
  }

  @Test
  void latencyIsACostLikeAnyOther() throws IOException {
    TfnasLatency latency = new TfnasLatency(SPACE, PublishedTables.gpu());
    Costs costs = Costs.counted(CostSettings.defaults()).with(latency);
    Architecture published = PublishedTfnas.tfNasA(SPACE);
    CostRange range = costs.range("latency_ms", SPACE);

    assertThat(costs.of("latency_ms", published.network())).isEqualTo(latency.of(published));
    // Sums of the same numbers in another order.
    assertThat(range.least()).isCloseTo(latency.range().least(), within(1e-9));
    assertThat(range.greatest()).isCloseTo(latency.range().greatest(), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "MBInvertedResBlock_28_40_40_40_k3_s1_swish, 120, 0.60478, 2.56837",
    "MBInvertedResBlock_28_40_40_40_k3_s1_swish, 160, 0.79458, 2.87834",
    "MBInvertedResBlock_14_80_0_80_k3_s1_swish, 160, 0.22914, 1.61553"
  })
  void singleEntriesAreThePublishedOnes(String key, int width, double gpu, double cpu)
      throws IOException {
    assertThat(PublishedTables.gpu().curve(key).orElseThrow().at(width))
        .isCloseTo(gpu, decimals(5));
    assertThat(PublishedTables.cpu().curve(key).orElseThrow().at(width))
        .isCloseTo(cpu, decimals(5));
  }
}
