package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class PublishedMicroNetCountsTest {
  /**
   * OneShot-S+ block by block in millions: parameters, mults with a clip of one and of two, adds;
   * plain MACs and parameters.
   */
  private static final List<String> BLOCKS =
      List.of(
          "0.000432 6.021120 6.221824 5.419008 5.419008 0.000464",
          "0.004561 23.799104 23.799104 21.738752 22.883392 0.004949",
          "0.004043 12.136320 12.136320 11.255104 11.675328 0.003991",
          "0.003532 10.511872 10.511872 9.696512 10.072832 0.003452",
          "0.005393 16.388736 16.388736 15.451072 15.908928 0.005365",
          "0.020896 32.112640 32.539136 30.707712 30.833152 0.021728",
          "0.023392 17.574144 17.737216 16.859136 16.959488 0.022304",
          "0.013600 9.746688 9.859584 9.232384 9.282560 0.012256",
          "0.015280 11.101440 11.226880 10.536960 10.599680 0.014000",
          "0.083144 14.062600 14.163112 13.692032 13.792584 0.085192",
          "0.078760 11.836040 11.898920 11.584640 11.616200 0.073000",
          "0.051304 6.417032 6.467368 6.215808 6.234824 0.045288",
          "0.063880 8.900744 8.957352 8.674432 8.699720 0.057992",
          "0.078760 11.836040 11.898920 11.584640 11.616200 0.073000",
          "0.090568 14.169224 14.238376 13.892736 13.930568 0.084936",
          "0.097000 15.448712 15.524136 15.147136 15.191240 0.091496",
          "0.102376 16.502408 16.577832 16.200832 16.244936 0.096872",
          "0.323024 25.638864 25.720720 25.380672 25.409296 0.325968",
          "0.243984 8.309328 8.337872 8.195392 8.208336 0.219408",
          "0.298320 10.981200 11.012880 10.854720 10.870800 0.274000",
          "0.368592 14.443344 14.481296 14.291776 14.314128 0.344784",
          "1.681384 1.683072 1.684096 1.711104 1.712744 1.681384");

  private static final Network NETWORK = PublishedNetworks.oneShotSPlus().network();
  private static final Counter CLIP_ONE = new Counter(CountingConvention.microNet(1));
  private static final Counter CLIP_TWO = new Counter(CountingConvention.microNet(2));
  private static final Counter PLAIN = new Counter(CountingConvention.plain());

  static IntStream blocks() {
    return IntStream.range(0, BLOCKS.size());
  }

  @ParameterizedTest(name = "block {0}")
  @MethodSource("blocks")
  void eachBlockOfOneShotSPlusCountsAsPublished(int index) {
    Block block = NETWORK.blocks().get(index);
    List<Double> expected =
        List.of(BLOCKS.get(index).split(" ")).stream()
            .map(millions -> new BigDecimal(millions).scaleByPowerOfTen(6).doubleValue())
            .toList();
    Count one = CLIP_ONE.of(block).total();
    Count two = CLIP_TWO.of(block).total();
    Count plain = PLAIN.of(block).total();

    assertThat(
            List.of(
                two.parameters(),
                (double) one.mults(),
                (double) two.mults(),
                (double) two.adds(),
                (double) plain.macs(),
                plain.parameters()))
        .as(block.name())
        .isEqualTo(expected);
  }

  @Test
  void theTableHasARowForEachBlock() {
    assertThat(NETWORK.blocks()).hasSameSizeAs(BLOCKS);
  }

  @Test
  void totalsWithAClipOfTwoAreThePublishedOnes() {
    BlockCounts counts = CLIP_TWO.of(NETWORK);

    assertThat(counts.total()).isEqualTo(new Count(3_652_225, 0, 301_383_552, 288_322_560));
    assertThat(counts.quantizable()).isEqualTo(new Count(3_520_225, 0, 292_819_840, 286_217_920));
    assertThat(counts.other()).isEqualTo(new Count(132_000, 0, 8_563_712, 2_104_640));
  }

  @Test
  void totalsWithAClipOfOneAreThePublishedOnes() {
    BlockCounts counts = CLIP_ONE.of(NETWORK);

    assertThat(counts.total()).isEqualTo(new Count(3_652_225, 0, 299_620_672, 288_322_560));
    assertThat(counts.other()).isEqualTo(new Count(132_000, 0, 6_800_832, 2_104_640));
    assertThat(counts.total().mults() + counts.total().adds()).isEqualTo(587_943_232);
  }

  @ParameterizedTest
  @CsvSource({
    "micronet_score_float32, 1.0333",
    "micronet_score_float16, 0.6399",
    "micronet_score_int8, 0.2795"
  })
  void scoresAreThePublishedOnes(String cost, double published) {
    // Published with four decimals.
    assertThat(Costs.counted(CostSettings.defaults()).of(cost, NETWORK))
        .isCloseTo(published, within(5e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "micronet_parameters, 3652225",
    "micronet_mults, 299620672",
    "micronet_adds, 288322560"
  })
  void costsByNameFollowTheClipOfTheSettings(String cost, double expected) {
    CostSettings clipOne = new CostSettings(328e6, 3.4e6, 1, 6.9e6, 1170e6);

    assertThat(Costs.counted(clipOne).of(cost, NETWORK)).isEqualTo(expected);
  }
}
