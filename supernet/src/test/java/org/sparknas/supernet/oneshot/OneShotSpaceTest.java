package org.sparknas.supernet.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

class OneShotSpaceTest {
  private static final OneShotSettings SMALL =
      new OneShotSettings(
          new Shape(27, 29, 1),
          10,
          new OneShotLayout(List.of(8, 20, 36), List.of(2, 1, 2), List.of(1, 2, 2), 4, 1, 30),
          true,
          OneShotHead.AFTER_POOLING,
          List.of(0.3, 0.7, 1.0, 1.9),
          0.1);

  static Stream<OneShotSettings> settings() {
    return Stream.of(
        OneShotSettings.imageNet(),
        PublishedNetworks.mobileSettings(),
        PublishedNetworks.plainSettings(OneShotSettings.ALL_SCALES),
        SMALL);
  }

  @Test
  void widthsAreCutNotRounded() {
    Network network = PublishedNetworks.oneShotSPlus().network();
    List<Integer> middles = new ArrayList<>();
    for (Block block : network.blocks().subList(1, 21)) {
      block.nodes().stream()
          .filter(node -> node.name().equals("main.pointwise1"))
          .forEach(node -> middles.add(((Convolution) node.operator()).outputChannels()));
    }

    assertThat(middles)
        .containsExactly(
            57, 51, 44, 57, 96, 128, 64, 80, 96, 160, 96, 128, 160, 192, 224, 224, 256, 256, 320,
            448);
    assertThat(OneShotSpace.middleChannels(4, 0.2)).isEqualTo(1);
  }

  /** Of 4 and 6 channels half times a scale, cut, at least 1: 1, 1, 1, 2, 2 and 1, 1, 1, 3, 4. */
  @Test
  void scalesOfOneWidthAreOneNetwork() {
    OneShotSpace space =
        new OneShotSpace(
            new OneShotSettings(
                new Shape(6, 6, 1),
                2,
                new OneShotLayout(List.of(4, 6), List.of(1, 1), List.of(1, 1), 2, 1, 4),
                false,
                OneShotHead.PLAIN,
                List.of(0.2, 0.4, 0.6, 1.0, 1.4),
                0));
    Map<Architecture, Network> networks = new HashMap<>();

    for (int i = 0; i < 4 * 4 * 5 * 5; i++) {
      Architecture architecture =
          space.architecture(List.of(i / 100, i / 25 % 4), List.of(i / 5 % 5, i % 5));
      Network network = networks.computeIfAbsent(architecture.canonical(), Architecture::network);
      assertThat(architecture.network()).isEqualTo(network);
    }

    assertThat(networks.values()).hasSize(4 * 2 * 4 * 3).doesNotHaveDuplicates();
    assertThat(space.size()).isEqualTo(networks.size());
    // The last scale of a width, which a channel warm-up reaches first.
    assertThat(space.architecture(List.of(1, 2), List.of(0, 1)).canonical())
        .isEqualTo(space.architecture(List.of(1, 2), List.of(2, 2)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void narrowerBlocksHoldPrefixesOfTheWidestBlocksParameters(OneShotSettings settings) {
    Map<String, Block> widest = new HashMap<>();
    OneShotSpace space = new OneShotSpace(settings);
    // Scales ascend, so the last block of a name is its widest.
    space.blocks().forEach(block -> widest.put(block.name(), block));

    for (Block block : space.blocks()) {
      List<ParameterShape> narrow = block.parameters();
      List<ParameterShape> wide = widest.get(block.name()).parameters();
      assertThat(narrow).as(block.name()).hasSameSizeAs(wide);
      for (int i = 0; i < narrow.size(); i++) {
        assertThat(narrow.get(i).isPrefixOf(wide.get(i)))
            .as(narrow.get(i) + " of " + wide.get(i))
            .isTrue();
      }
    }
    assertThat(widest).hasSize(2 + 4 * space.choiceBlocks());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyOperationAndWidthOfABlockHasTheSameInputAndOutput(OneShotSettings settings) {
    Map<String, Shape> outputs = new HashMap<>();
    for (Block block : new OneShotSpace(settings).blocks()) {
      String place = block.name().replaceFirst("\\.s[nx]b[357]$", "");
      Shape known = outputs.putIfAbsent(place, block.output());
      if (known != null) {
        assertThat(block.output()).as(block.name()).isEqualTo(known);
      }
    }
    assertThat(outputs).hasSize(2 + settings.layout().blocks());
  }

  @Test
  void shapesOfTheImageNetNetworkAreThoseOfTheOriginal() {
    List<Shape> outputs =
        PublishedNetworks.oneShotSPlus().network().blocks().stream().map(Block::output).toList();

    assertThat(outputs.get(0)).isEqualTo(new Shape(112, 112, 16));
    assertThat(outputs.get(4)).isEqualTo(new Shape(56, 56, 64));
    assertThat(outputs.get(8)).isEqualTo(new Shape(28, 28, 160));
    assertThat(outputs.get(16)).isEqualTo(new Shape(14, 14, 320));
    assertThat(outputs.get(20)).isEqualTo(new Shape(7, 7, 640));
    assertThat(outputs.get(21)).isEqualTo(Shape.vector(1000));
  }

  @Test
  void smallImagesOfOddSizesAreASettingAway() {
    OneShotSpace space = new OneShotSpace(SMALL);
    List<Shape> outputs =
        space.cheapest(block -> block.nodes().size()).network().blocks().stream()
            .map(Block::output)
            .toList();

    assertThat(outputs)
        .containsExactly(
            new Shape(27, 29, 4),
            new Shape(27, 29, 8),
            new Shape(27, 29, 8),
            new Shape(14, 15, 20),
            new Shape(7, 8, 36),
            new Shape(7, 8, 36),
            Shape.vector(10));
  }

  @Test
  void onlyTheFirstStageIsReluAndOnlyTheLaterHalfSqueezes() {
    for (Block block : new OneShotSpace(OneShotSettings.imageNet()).blocks()) {
      boolean first = block.name().startsWith("stage1.");
      boolean squeezes = block.name().matches("stage[34]\\..*");
      assertThat(
              block.nodes().stream()
                  .map(Block.Node::operator)
                  .filter(Activation.class::isInstance)
                  .distinct())
          .as(block.name())
          .containsExactly(
              new Activation(first ? ActivationFunction.RELU : ActivationFunction.HARD_SWISH));
      assertThat(
              block.nodes().stream().anyMatch(node -> node.operator() instanceof SqueezeExcitation))
          .as(block.name())
          .isEqualTo(squeezes);
    }
  }

  @Test
  void operationsAreDecidedBeforeWidths() {
    OneShotSpace space = new OneShotSpace(SMALL);

    assertThat(space.decisions().stream().map(decision -> decision.name()))
        .containsExactly(
            "stage1.block1.operation",
            "stage1.block2.operation",
            "stage2.block1.operation",
            "stage3.block1.operation",
            "stage3.block2.operation",
            "stage1.block1.width",
            "stage1.block2.width",
            "stage2.block1.width",
            "stage3.block1.width",
            "stage3.block2.width");
    assertThat(space.decisions().get(0).values()).containsExactly("snb3", "snb5", "snb7", "sxb3");
    assertThat(space.decisions().get(9).values()).containsExactly("0.3", "0.7", "1.0", "1.9");
  }

  @Test
  void networksOfOneSpaceShareTheirBlocks() {
    OneShotSpace space = new OneShotSpace(SMALL);
    Architecture architecture = space.architecture(List.of(0, 1, 2, 3, 0, 0, 1, 2, 3, 0));

    List<Block> once = space.network(architecture).blocks();
    List<Block> again = space.network(architecture).blocks();

    for (int i = 0; i < once.size(); i++) {
      assertThat(once.get(i)).isSameAs(again.get(i));
    }
  }

  @Test
  void anArchitectureOfAnotherSpaceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneShotSpace(SMALL).network(PublishedNetworks.spos()))
        .withMessageContaining("another space");
  }
}
