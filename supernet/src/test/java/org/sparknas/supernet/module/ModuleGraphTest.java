package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;

/** Graphs of modules, values that nobody reads among them: edges that a cell has cut. */
class ModuleGraphTest extends ModuleContract {

  private static final Shape SHAPE = new Shape(3, 4, 2);

  @Override
  Stream<ModuleCase> cases() {
    return Stream.of(
        ModuleCase.of("chain", ModuleGraphTest::chain, SHAPE),
        ModuleCase.of("a value read thrice", ModuleGraphTest::readThrice, SHAPE, SHAPE),
        ModuleCase.of("an input and a node unread", ModuleGraphTest::unread, SHAPE, SHAPE),
        ModuleCase.of(
            "a graph with an unread input in a graph",
            p ->
                new ModuleGraph(
                    2,
                    List.of(
                        new ModuleGraph.Node(unread(p), List.of(0, 1)),
                        new ModuleGraph.Node(new ElementSum(), List.of(2, 1)))),
            SHAPE,
            SHAPE));
  }

  private static ModuleGraph chain(TestParameters p) {
    return ModuleGraph.chain(
        new PointwiseConvolution(p.weight(2, 3)),
        new ElementActivation(ElementFunction.HARD_SWISH),
        new PointwiseConvolution(p.weight(3, 2)));
  }

  private static ModuleGraph readThrice(TestParameters p) {
    return new ModuleGraph(
        2,
        List.of(
            new ModuleGraph.Node(new PointwiseConvolution(p.weight(2, 2)), List.of(0)),
            new ModuleGraph.Node(new ElementSum(), List.of(2, 2, 1)),
            new ModuleGraph.Node(new ChannelConcatenation(), List.of(3, 2, 0))));
  }

  private static ModuleGraph unread(TestParameters p) {
    return new ModuleGraph(
        2,
        List.of(
            new ModuleGraph.Node(new PointwiseConvolution(p.weight(2, 2)), List.of(0)),
            new ModuleGraph.Node(chain(p), List.of(1)),
            new ModuleGraph.Node(new ElementActivation(ElementFunction.RELU), List.of(2))));
  }

  @Test
  void runsNothingThatNobodyReads() {
    Module forbidden =
        new Module() {
          @Override
          public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
            throw new AssertionError("nobody reads this");
          }

          @Override
          public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
            throw new AssertionError("nobody reads this");
          }
        };
    ModuleGraph graph =
        new ModuleGraph(
            1,
            List.of(
                new ModuleGraph.Node(forbidden, List.of(0)),
                new ModuleGraph.Node(new ElementSum(), List.of(0, 0))));
    FeatureMap images = new TestParameters(1).images(2, 3, 4, 2);

    FeatureMap sum = graph.forward(Pass.training(KERNELS, 0), List.of(images));

    assertThat(sum.matrix()).isEqualTo(images.matrix().mul(2));
  }
}
