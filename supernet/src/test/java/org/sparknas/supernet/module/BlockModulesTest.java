package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Addition;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.ChannelShuffle;
import org.sparknas.supernet.architecture.ChannelSlice;
import org.sparknas.supernet.architecture.Concatenation;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.ThreadGradients;
import org.sparknas.supernet.engine.TrainingRun;
import org.sparknas.supernet.kernel.FeatureMap;

/** What is put together computes what the operators compute one by one. */
class BlockModulesTest {

  private static final Shape SHAPE = new Shape(4, 3, 6);
  private static final Activation SWISH = new Activation(ActivationFunction.HARD_SWISH);

  static Stream<Block> blocks() {
    Stream<Block> choices = SmallSpace.SPACE.blocks().stream().filter(b -> width(b) == 6);
    return Stream.concat(
        choices,
        Stream.of(
            activationOfAnEarlierNorm(),
            normReadTwice(),
            shuffleReadWhole(),
            sliceOfSlice(),
            shuffleAtTheEnd()));
  }

  private static int width(Block block) {
    return block.inputs().get(0).channels();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void computesWhatItsOperatorsComputeOneByOne(Block block) {
    TestParameters together = new TestParameters(2);
    TestParameters apart = new TestParameters(2);
    ModuleGraph one = BlockModules.of(block, together);
    ModuleGraph many = oneByOne(block, apart);
    List<FeatureMap> inputs = ModuleCase.of(block).inputs(new TestParameters(4));

    List<double[]> expected = run(many, apart, inputs);

    assertThat(run(one, together, inputs)).usingRecursiveComparison().isEqualTo(expected);
  }

  /** Output, gradients of inputs and of parameters. */
  private static List<double[]> run(
      ModuleGraph graph, TestParameters parameters, List<FeatureMap> inputs) {
    Engine engine = new Engine(ModuleContract.KERNELS, DataType.DOUBLE, 1);
    ThreadGradients gradients = parameters.gradients(engine);
    TrainingRun run = engine.train(graph, inputs, 5, Map.of());
    List<double[]> results = new ArrayList<>(List.of(run.output().matrix().values()));
    FeatureMap projection = new TestParameters(6).like(run.output());
    run.backwardToInputs(projection, gradients).forEach(g -> results.add(g.matrix().values()));
    parameters.made().forEach(p -> results.add(parameters.gathered(gradients, p)));
    return results;
  }

  /** A block of each node alone, so that there is nothing to put together. */
  private static ModuleGraph oneByOne(Block block, Parameter.Source source) {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(block.inputs().toArray(Shape[]::new));
    int[] numbers = IntStream.range(0, block.shapes().size()).toArray();
    for (int i = 0; i < block.nodes().size(); i++) {
      Block.Node node = block.nodes().get(i);
      BlockBuilder alone = new BlockBuilder(block.name(), block.inputsOf(i).toArray(Shape[]::new));
      int[] all = IntStream.range(0, node.inputs().size()).toArray();
      alone.add(node.name(), node.operator(), all);
      int[] inputs = node.inputs().stream().mapToInt(input -> numbers[input]).toArray();
      numbers[block.inputs().size() + i] =
          graph.add(BlockModules.of(alone.build(), source), inputs);
    }
    return graph.build();
  }

  @Test
  void passesOverThePixelsOnceForNormAndActivationAndOnceForShuffleSliceAndConcatenation() {
    BlockBuilder builder = new BlockBuilder("split", SHAPE);
    int norm = builder.add("norm", new BatchNorm(6), 0);
    int active = builder.add("active", SWISH, norm);
    int shuffled = builder.add("shuffle", new ChannelShuffle(2), active);
    int low = builder.add("low", new ChannelSlice(0, 3), shuffled);
    int high = builder.add("high", new ChannelSlice(3, 6), shuffled);
    builder.add("join", new Concatenation(), high, low);

    assertThat(BlockModules.of(builder.build(), new TestParameters(1)).nodes()).hasSize(2);
  }

  private static Block activationOfAnEarlierNorm() {
    BlockBuilder builder = new BlockBuilder("activation of an earlier norm", SHAPE);
    int norm = builder.add("norm", new BatchNorm(6), 0);
    builder.add("unread", new Pooling(Pooling.Kind.MAX, 3, 1), 0);
    builder.add("active", SWISH, norm);
    return builder.build();
  }

  private static Block normReadTwice() {
    BlockBuilder builder = new BlockBuilder("norm read twice", SHAPE);
    int norm = builder.add("norm", new BatchNorm(6), 0);
    int active = builder.add("active", SWISH, norm);
    builder.add("sum", new Addition(), norm, active, norm);
    return builder.build();
  }

  private static Block shuffleReadWhole() {
    BlockBuilder builder = new BlockBuilder("shuffle read whole", SHAPE);
    int shuffled = builder.add("shuffle", new ChannelShuffle(3), 0);
    int part = builder.add("part", new ChannelSlice(1, 4), shuffled);
    builder.add("join", new Concatenation(), part, shuffled);
    return builder.build();
  }

  private static Block sliceOfSlice() {
    BlockBuilder builder = new BlockBuilder("slice of slice", SHAPE);
    int shuffled = builder.add("shuffle", new ChannelShuffle(2), 0);
    int part = builder.add("part", new ChannelSlice(1, 5), shuffled);
    int again = builder.add("again", new ChannelShuffle(2), part);
    int left = builder.add("left", new ChannelSlice(0, 1), again);
    int right = builder.add("right", new ChannelSlice(1, 4), again);
    builder.add("join", new Concatenation(), right, left);
    return builder.build();
  }

  private static Block shuffleAtTheEnd() {
    BlockBuilder builder = new BlockBuilder("shuffle at the end", SHAPE);
    int active = builder.add("active", SWISH, 0);
    builder.add("shuffle", new ChannelShuffle(2), active);
    return builder.build();
  }
}
