package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** Values that are written over at inference, where nothing else reads them. */
class OverwritingTest {
  private static final Shape SHAPE = new Shape(3, 4, 5);
  private static final int IMAGES = 7;
  private static final ChannelMoments MOMENTS =
      new ChannelMoments(1, new double[] {1, -1, 0.5, 0, 2}, new double[] {0.5, 1, 2, 4, 0.1});

  /**
   * A product, and modules that may write over it, behind each other; the numbers of the values.
   */
  private static int[] addChain(ModuleGraph.Builder graph) {
    TestParameters p = new TestParameters(1);
    int product = graph.add(new PointwiseConvolution(p.weight(5, 5)), 0);
    int biased = graph.add(new BiasAddition(p.weight(1, 5)), product);
    int active = graph.add(new ElementActivation(ElementFunction.HARD_SWISH), biased);
    int norm =
        graph.add(
            new BatchNormalisation("norm", p.weight(1, 5), p.weight(1, 5), ElementFunction.SWISH),
            active);
    return new int[] {product, biased, active, norm};
  }

  /** Ends with one of the values, which nothing else reads, beside one that is computed later. */
  private static ModuleGraph upTo(int value) {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(SHAPE);
    int[] values = addChain(graph);
    int later = graph.add(new PointwiseConvolution(new TestParameters(2).weight(5, 5)), 0);
    ChannelSelection all = ChannelSelection.all(5);
    graph.add(new ChannelConcatenation(List.of(all, all)), values[value], later);
    return graph.build();
  }

  /** Ends with all of the values side by side. */
  private static ModuleGraph together() {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(SHAPE);
    int[] values = addChain(graph);
    graph.add(new ChannelConcatenation(Collections.nCopies(4, ChannelSelection.all(5))), values);
    return graph.build();
  }

  /** Five channels of what a graph computes. */
  private static double[] channels(ModuleGraph graph, int from) {
    FeatureMap input = FeatureMap.allocate(DataType.DOUBLE, IMAGES, 3, 4, 5);
    double[] values = new double[IMAGES * 12 * 5];
    Arrays.setAll(values, i -> Math.sin(i) * 2);
    input.matrix().assign(values);
    try (Engine engine = new Engine(Kernels.ofBackend(), DataType.DOUBLE, 1)) {
      FeatureMap output = engine.infer(graph, List.of(input), Map.of("norm", MOMENTS), Map.of());
      assertThat(input.matrix().values()).isEqualTo(values);
      double[] all = output.matrix().values();
      double[] some = new double[values.length];
      Arrays.setAll(some, i -> all[i / 5 * output.channels() + from + i % 5]);
      return some;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aValueIsTheSameWhetherThoseBeforeItAreReadAgainOrWrittenOver(int value) {
    assertThat(channels(together(), 5 * value)).isEqualTo(channels(upTo(value), 0));
  }
}
