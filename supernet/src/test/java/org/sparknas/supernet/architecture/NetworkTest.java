package org.sparknas.supernet.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Shape IMAGE = new Shape(8, 8, 3);

  private static Block stem() {
    BlockBuilder builder = new BlockBuilder("stem", IMAGE);
    builder.add("convolution", Convolution.of(3, 4, 3, 1), 0);
    return builder.build();
  }

  /** A cell of the outputs of the two blocks before it, as in DARTS. */
  private static Block cell(String name, Shape before, Shape last) {
    BlockBuilder builder = new BlockBuilder(name, before, last);
    int one = builder.add("before", Convolution.pointwise(before.channels(), 4, false), 0);
    int two = builder.add("last", Convolution.pointwise(last.channels(), 4, false), 1);
    int pooled = builder.add("pool", new Pooling(Pooling.Kind.AVERAGE, 3, 1), one);
    int separable = builder.add("depthwise", Convolution.depthwise(4, 5, 1), two);
    int sum = builder.add("sum", new Addition(), pooled, separable);
    builder.add("join", new Concatenation(), sum, one);
    return builder.build();
  }

  @Test
  void aNetworkOfCellsWithTwoInputsHasTheRightShapes() {
    Block stem = stem();
    Block first = cell("cell1", IMAGE, stem.output());
    Block second = cell("cell2", stem.output(), first.output());
    Network network =
        new Network(
            IMAGE,
            List.of(
                new Network.Node(stem, List.of(0)),
                new Network.Node(first, List.of(0, 1)),
                new Network.Node(second, List.of(1, 2))));

    assertThat(first.shapes())
        .containsExactly(
            new Shape(8, 8, 3),
            new Shape(8, 8, 4),
            new Shape(8, 8, 4),
            new Shape(8, 8, 4),
            new Shape(8, 8, 4),
            new Shape(8, 8, 4),
            new Shape(8, 8, 4),
            new Shape(8, 8, 8));
    assertThat(second.inputsOf(1)).containsExactly(new Shape(8, 8, 8));
    assertThat(second.outputOf(5)).isEqualTo(network.output()).isEqualTo(new Shape(8, 8, 8));
    assertThat(network.parameters().stream().map(ParameterShape::name))
        .containsExactly(
            "stem.convolution.weight",
            "cell1.before.weight",
            "cell1.last.weight",
            "cell1.depthwise.weight",
            "cell2.before.weight",
            "cell2.last.weight",
            "cell2.depthwise.weight");
  }

  @Test
  void blocksOfTheSameDescriptionAreEqual() {
    assertThat(stem()).isEqualTo(stem()).hasSameHashCodeAs(stem());
    assertThat(cell("cell1", IMAGE, IMAGE))
        .isNotEqualTo(cell("cell2", IMAGE, IMAGE))
        .isNotEqualTo(cell("cell1", IMAGE, IMAGE.withChannels(4)));
  }

  @Test
  void aBlockThatDoesNotFitTogetherNamesTheNode() {
    BlockBuilder wrongChannels = new BlockBuilder("stem", IMAGE);
    wrongChannels.add("norm", new BatchNorm(4), 0);
    BlockBuilder ahead = new BlockBuilder("stem", IMAGE);
    ahead.add("norm", new BatchNorm(3), 1);
    BlockBuilder twice = new BlockBuilder("stem", IMAGE);
    twice.add("norm", new BatchNorm(3), twice.add("norm", new BatchNorm(3), 0));

    assertThatIllegalArgumentException()
        .isThrownBy(wrongChannels::build)
        .withMessageContaining("block 'stem', node 'norm'")
        .withMessageContaining("4 channels, not 8x8x3");
    assertThatIllegalArgumentException()
        .isThrownBy(ahead::build)
        .withMessageContaining("block 'stem', node 'norm'")
        .withMessageContaining("value 1, but only 0 to 0 exist");
    assertThatIllegalArgumentException()
        .isThrownBy(twice::build)
        .withMessageContaining("another node has this name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockBuilder("stem", IMAGE).build())
        .withMessageContaining("at least one node");
  }

  @Test
  void aNetworkThatDoesNotFitTogetherNamesTheBlock() {
    Block stem = stem();
    Block cell = cell("cell1", IMAGE, stem.output());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.chain(List.of(stem, stem)))
        .withMessageContaining("two blocks are named 'stem'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.chain(List.of(stem, cell)))
        .withMessageContaining("cell1")
        .withMessageContaining("takes 2 values, not [1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> twoBlocks(stem, cell, List.of(1, 0)))
        .withMessageContaining("cell1")
        .withMessageContaining("is given 8x8x4 as its input 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> twoBlocks(stem, cell, List.of(0, 2)))
        .withMessageContaining("value 2, but only 0 to 1 exist");
    assertThatIllegalArgumentException().isThrownBy(() -> Network.chain(List.of()));
  }

  @Test
  void aChainHasPartsAndOtherNetworksHaveNone() {
    Block stem = stem();
    Block second = pointwise("second", stem.output());
    Block third = pointwise("third", second.output());
    Network chain = Network.chain(List.of(stem, second, third));
    Network cells = twoBlocks(stem, cell("cell1", IMAGE, stem.output()), List.of(0, 1));

    assertThat(chain.isChain()).isTrue();
    assertThat(chain.part(1, 3)).isEqualTo(Network.chain(List.of(second, third)));
    assertThat(chain.part(0, 3)).isEqualTo(chain);
    assertThat(cells.isChain()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> cells.part(0, 1))
        .withMessageContaining("behind each other");
  }

  private static Block pointwise(String name, Shape input) {
    BlockBuilder builder = new BlockBuilder(name, input);
    builder.add("convolution", Convolution.pointwise(input.channels(), 4, false), 0);
    return builder.build();
  }

  private static Network twoBlocks(Block stem, Block cell, List<Integer> inputs) {
    return new Network(
        IMAGE, List.of(new Network.Node(stem, List.of(0)), new Network.Node(cell, inputs)));
  }
}
