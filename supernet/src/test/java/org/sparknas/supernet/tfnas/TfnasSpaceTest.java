package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;
import org.sparknas.supernet.cost.CostRange;
import org.sparknas.supernet.cost.CostSettings;
import org.sparknas.supernet.cost.Costs;

class TfnasSpaceTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSettings.imageNet());
  private static final TfnasSpace SMALL = new TfnasSpace(small(true));

  /** Two stages on images of 16 x 16 pixels. */
  static TfnasSettings small(boolean squeezeExcitation) {
    ActivationFunction relu = ActivationFunction.RELU;
    return new TfnasSettings(
        new Shape(16, 16, 3),
        10,
        new TfnasLayout(
            8,
            1,
            relu,
            4,
            List.of(new TfnasStage(6, 2, 2, relu), new TfnasStage(10, 1, 2, relu)),
            32,
            relu),
        TfnasSettings.KERNELS,
        TfnasSettings.EXPANSIONS,
        squeezeExcitation,
        0);
  }

  @Test
  void namesItsDecisionsByStageAndBlock() {
    assertThat(SMALL.decisions().stream().map(each -> each.name()))
        .containsExactly(
            "stage1.block1.operation",
            "stage1.block2.operation",
            "stage2.block1.operation",
            "stage1.block1.width",
            "stage1.block2.width",
            "stage2.block1.width",
            "stage1.depth");
    assertThat(SMALL.decisions().get(0).values())
        .containsExactly("k3e3", "k3e6", "k5e3", "k5e6", "k3e3se", "k3e6se", "k5e3se", "k5e6se");
    assertThat(SMALL.decisions().get(3).allowed()).isEqualTo("from 8 to 32");
    // Widths of 4, 6 and 6 inputs: 4(4n + 1) + 4(2n + 1) pairs with an operation each. The second
    // block may be missing.
    assertThat(SMALL.size()).isEqualTo(BigInteger.valueOf(104L * (1 + 152) * 152));
  }

  /** Two operations of two widths each; stages of two and three blocks. */
  private static TfnasSpace tiny() {
    ActivationFunction relu = ActivationFunction.RELU;
    List<TfnasStage> stages = List.of(new TfnasStage(2, 2, 1, relu), new TfnasStage(2, 3, 1, relu));
    return new TfnasSpace(
        new TfnasSettings(
            new Shape(4, 4, 1),
            2,
            new TfnasLayout(2, 1, relu, 2, stages, 4, relu),
            List.of(3),
            List.of(new Expansion(3, 2.5, 3, 1), new Expansion(2, 1.5, 2, 1)),
            false,
            0));
  }

  private static List<Architecture> all(TfnasSpace space) {
    List<List<Integer>> choices = List.of(List.of());
    for (Decision decision : space.decisions()) {
      choices =
          choices.stream()
              .flatMap(
                  before ->
                      IntStream.range(0, decision.values().size())
                          .mapToObj(
                              next -> Stream.concat(before.stream(), Stream.of(next)).toList()))
              .toList();
    }
    return choices.stream()
        .filter(
            each -> {
              try {
                space.requireTogether(each);
                return true;
              } catch (IllegalArgumentException e) {
                return false;
              }
            })
        .map(space::architecture)
        .toList();
  }

  @Test
  void networksAreEqualExactlyWhereCanonicalArchitecturesAre() {
    TfnasSpace space = tiny();
    Map<Architecture, Network> networks = new HashMap<>();

    List<Architecture> architectures = all(space);

    // 4 pairs of an operation and a width for each of 5 blocks, 2 times 3 depths.
    assertThat(architectures).hasSize(4 * 4 * 4 * 4 * 4 * 2 * 3);
    for (Architecture architecture : architectures) {
      Architecture canonical = architecture.canonical();
      Network network = networks.computeIfAbsent(canonical, Architecture::network);
      assertThat(architecture.network()).isEqualTo(network);
      assertThat(canonical.canonical()).isEqualTo(canonical);
    }
    assertThat(networks.values()).doesNotHaveDuplicates();
    assertThat(space.size()).isEqualTo(BigInteger.valueOf(networks.size()));
  }

  @Test
  void depthLeavesOutTheLastBlocksOfAStage() {
    Architecture deep = SPACE.uniform(1);
    Map<String, String> values = new LinkedHashMap<>(deep.decisions());
    values.put("stage3.depth", "2");
    Architecture shallow = Architecture.of(SPACE, values);

    assertThat(names(deep)).hasSize(21).contains("stage3.block3.k3e6", "stage3.block4.k3e6");
    assertThat(names(shallow))
        .hasSize(19)
        .contains("stage3.block2.k3e6", "stage4.block1.k3e6")
        .doesNotContain("stage3.block3.k3e6", "stage3.block4.k3e6");
    assertThat(SPACE.depths(shallow)).containsExactly(2, 3, 2, 4, 4, 1);
    assertThat(shallow.network().output()).isEqualTo(Shape.vector(1000));
  }

  private static List<String> names(Architecture architecture) {
    return architecture.network().blocks().stream().map(Block::name).toList();
  }

  @Test
  void widthsOutsideTheOperationsRangeAreRefused() {
    Map<String, String> values = new HashMap<>(SPACE.uniform(0).decisions());
    values.put("stage1.block1.width", "65");

    assertThatThrownBy(() -> Architecture.of(SPACE, values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'65' for 'stage1.block1.width': from 32 to 64 are allowed with the operation k3e3");

    values.put("stage1.block1.operation", "k3e6");
    assertThat(Architecture.of(SPACE, values).value("stage1.block1.width")).isEqualTo("65");

    values.put("stage1.block1.width", "129");
    assertThatThrownBy(() -> Architecture.of(SPACE, values))
        .hasMessage("'129' for 'stage1.block1.width': allowed are from 32 to 128");
  }

  @Test
  void independentDrawsReachEveryWidthOfEveryOperationEquallyOften() {
    int draws = 60_000;
    SplittableRandom random = new SplittableRandom(7);
    Map<Integer, Integer> widths = new HashMap<>();
    int narrow = 0;
    for (int i = 0; i < draws; i++) {
      List<Integer> choices = new ArrayList<>();
      SMALL.decisions().forEach(each -> choices.add(random.nextInt(each.values().size())));
      Architecture drawn = SMALL.drawn(choices);
      if (SMALL.operations(drawn).get(0) % 2 == 0) {
        narrow++;
        widths.merge(SMALL.widths(drawn).get(0), 1, Integer::sum);
      }
    }

    // Operations with expansion 3 have 9 widths; 25 drawn ones stand for them, 2 or 3 for each.
    assertThat(widths).hasSize(9).containsOnlyKeys(8, 9, 10, 11, 12, 13, 14, 15, 16);
    double most = narrow * 3.0 / 25;
    double least = narrow * 2.0 / 25;
    // Five standard deviations.
    double error = 5 * Math.sqrt(most);
    assertThat(widths.values()).allMatch(count -> count > least - error && count < most + error);
  }

  @Test
  void narrowerBlocksHoldPrefixesOfTheWidestBlocksParameters() {
    for (SearchedBlock place : SPACE.searchedBlocks()) {
      for (int operation = 0; operation < 8; operation++) {
        List<ParameterShape> narrow =
            place.block(operation, place.smallestWidth(operation)).parameters();
        List<ParameterShape> wide = place.widest(operation).parameters();
        assertThat(narrow).hasSameSizeAs(wide);
        for (int i = 0; i < narrow.size(); i++) {
          assertThat(narrow.get(i).isPrefixOf(wide.get(i))).as("%s", narrow.get(i)).isTrue();
        }
      }
    }
  }

  @Test
  void squeezeAndExcitationUsesTheStagesActivationAndASigmoid() {
    Block block = SPACE.searchedBlocks().get(2).block(7, 150);

    assertThat(block.nodes().stream().map(Block.Node::operator))
        .contains(
            new SqueezeExcitation(150, 48, ActivationFunction.SWISH, ActivationFunction.SIGMOID));
    assertThat(block.nodes().stream().map(Block.Node::name))
        .containsExactly(
            "expand",
            "expand.norm",
            "expand.activation",
            "depthwise",
            "depthwise.norm",
            "depthwise.activation",
            "excitation",
            "project",
            "project.norm");
  }

  @Test
  void theMobileNetSpaceHasFourOperationsReluSixAndNoExcitation() {
    TfnasSpace space = new TfnasSpace(TfnasSettings.mobileNetV2());

    assertThat(space.decisions().get(0).values()).containsExactly("k3e3", "k3e6", "k5e3", "k5e6");
    assertThat(space.blocks().stream().flatMap(block -> block.nodes().stream()))
        .noneMatch(node -> node.operator() instanceof SqueezeExcitation)
        .filteredOn(node -> node.operator() instanceof Activation)
        .allMatch(node -> node.operator().equals(new Activation(ActivationFunction.RELU6)));
    assertThat(space.blocks().get(0).output()).isEqualTo(new Shape(112, 112, 32));
  }

  @Test
  void theCheapestArchitectureIsTheLeastOfAll() {
    Costs costs = Costs.counted(CostSettings.defaults());
    CostRange range = costs.range("macs", SMALL);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      List<Integer> choices = new ArrayList<>();
      SMALL.decisions().forEach(each -> choices.add(random.nextInt(each.values().size())));
      assertThat(costs.of("macs", SMALL.drawn(choices).network()))
          .isBetween(range.least(), range.greatest());
    }

    assertThat(SMALL.depths(range.cheapest())).containsExactly(1, 1);
    assertThat(SMALL.widths(range.cheapest()).get(0)).isEqualTo(8);
    assertThat(SMALL.depths(range.dearest())).containsExactly(2, 1);
    assertThat(SMALL.operations(range.dearest())).containsOnly(7);
    assertThat(SMALL.widths(range.dearest())).containsExactly(32, 48, 48);
  }

  @Test
  void spacesOfEqualSettingsAreEqual() {
    assertThat(new TfnasSpace(small(true))).isEqualTo(SMALL).hasSameHashCodeAs(SMALL);
    assertThat(new TfnasSpace(small(false))).isNotEqualTo(SMALL);
  }

  @Test
  void expansionsThatDoNotWidenAreRefused() {
    assertThatThrownBy(() -> new Expansion(3, 1, 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1.0 to 4.0 times the input channels: above 1");
  }
}
