package org.sparknas.supernet.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;
import org.sparknas.supernet.oneshot.PublishedNetworks;

class CostsTest {
  private static final Costs COSTS = Costs.counted(CostSettings.defaults());

  /** Counts how often it is asked. */
  private record Asked(AtomicInteger times) implements CountingConvention {
    @Override
    public String name() {
      return "asked";
    }

    @Override
    public List<Quantity> quantities() {
      return List.of();
    }

    @Override
    public List<CountedOperation> operations(Operator operator, List<Shape> inputs) {
      times.incrementAndGet();
      return List.of();
    }
  }

  private record Blocks(String name) implements Cost {
    @Override
    public double of(List<Block> blocks) {
      return blocks.size();
    }
  }

  @Test
  void everyCostIsNamedInAFixedOrder() {
    assertThat(COSTS.byName(PublishedNetworks.oneShotSPlus().network()).keySet())
        .containsExactly(
            "macs",
            "parameters",
            "score",
            "micronet_mults",
            "micronet_adds",
            "micronet_parameters",
            "micronet_score_float32",
            "micronet_score_float16",
            "micronet_score_int8")
        .containsExactlyElementsOf(COSTS.names());
  }

  @Test
  void anUnknownCostIsRefusedNamingTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> COSTS.named("flops"))
        .withMessageContaining("'flops'")
        .withMessageContaining("macs, parameters, score, micronet_mults");
  }

  @Test
  void aCostOfAnotherKindCanBeAdded() {
    Costs more = COSTS.with(new Blocks("blocks"));

    assertThat(more.byName(PublishedNetworks.spos().network())).containsEntry("blocks", 22.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> more.with(new Blocks("macs")))
        .withMessageContaining("'macs'");
  }

  @Test
  void aBlockThatNetworksShareIsCountedOnce() {
    AtomicInteger times = new AtomicInteger();
    Counter counter = new Counter(new Asked(times));
    OneShotSpace space = new OneShotSpace(OneShotSettings.imageNet());
    Architecture first = space.cheapest(block -> block.nodes().size());
    Network network = first.network();
    counter.of(network);
    int once = times.get();

    counter.of(network);
    counter.of(
        new OneShotSpace(OneShotSettings.imageNet()).architecture(first.choices()).network());

    assertThat(once)
        .isEqualTo(network.blocks().stream().mapToInt(block -> block.nodes().size()).sum());
    assertThat(times).hasValue(once);
  }

  @ParameterizedTest
  @CsvSource({
    "macs, 0, 64.16, 849.51",
    "macs, 2, 148.92, 849.51",
    "parameters, 0, 2.403, 7.480",
    "parameters, 2, 2.934, 7.480"
  })
  void theRangeOfTheOneShotSpaceIsThePublishedOne(
      String cost, int firstScale, double least, double greatest) {
    List<Double> scales = OneShotSettings.ALL_SCALES.subList(firstScale, 10);

    CostRange range = COSTS.range(cost, new OneShotSpace(PublishedNetworks.plusSettings(scales)));

    // Half of the last digit that was written down.
    double half = cost.equals("macs") ? 0.005 : 0.0005;
    assertThat(range.least() / 1e6).isCloseTo(least, within(half));
    assertThat(range.greatest() / 1e6).isCloseTo(greatest, within(half));
  }

  @Test
  void theRangeOfASmallSpaceIsWhatVisitingAllOfItFinds() {
    OneShotSettings settings =
        new OneShotSettings(
            new Shape(9, 9, 1),
            10,
            new OneShotLayout(List.of(8, 24), List.of(1, 1), List.of(1, 2), 4, 1, 16),
            true,
            OneShotSettings.imageNet().head(),
            List.of(0.5, 1.0, 2.0),
            0);
    OneShotSpace space = new OneShotSpace(settings);
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    int visited = 0;
    for (int i = 0; i < 144; i++) {
      List<Integer> choices = List.of(i % 4, i / 4 % 4, i / 16 % 3, i / 48);
      double score = COSTS.of("score", space.architecture(choices).network());
      least = Math.min(least, score);
      greatest = Math.max(greatest, score);
      visited++;
    }

    CostRange range = COSTS.range("score", space);

    assertThat(space.size()).isEqualTo(visited);
    assertThat(range.least()).isEqualTo(least);
    assertThat(range.greatest()).isEqualTo(greatest);
    assertThat(COSTS.of("score", range.dearest().network())).isEqualTo(greatest);
  }
}
