package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ElementFunction;

/** Graphs of modules, values that nobody reads among them: edges that a cell has cut. */
class ModuleGraphTest extends ModuleContract {

  private static final Shape SHAPE = new Shape(3, 4, 2);

  @Override
  Stream<ModuleCase> cases() {
    return Stream.of(
        ModuleCase.graph("chain", ModuleGraphTest::chain, SHAPE),
        ModuleCase.graph("a value read thrice", ModuleGraphTest::readThrice, SHAPE, SHAPE),
        ModuleCase.graph("an input and a node unread", ModuleGraphTest::unread, SHAPE, SHAPE),
        ModuleCase.graph("halves of one value", ModuleGraphTest::halves, SHAPE),
        ModuleCase.graph("norms of one value", ModuleGraphTest::normsOfOneValue, SHAPE),
        ModuleCase.graph("a residual over norms", ModuleGraphTest::residual, SHAPE),
        ModuleCase.graph(
            "a graph with an unread input in a graph",
            p -> {
              ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE, SHAPE);
              builder.add(new ElementSum(), builder.add(unread(p), 0, 1), 1);
              return builder.build();
            },
            SHAPE,
            SHAPE));
  }

  private static ModuleGraph chain(TestParameters p) {
    return ModuleGraph.chain(
        SHAPE,
        new PointwiseConvolution(p.weight(2, 3)),
        new ElementActivation(ElementFunction.HARD_SWISH),
        new PointwiseConvolution(p.weight(3, 2)));
  }

  private static ModuleGraph halves(TestParameters p) {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE);
    int product = builder.add(new PointwiseConvolution(p.weight(2, 4)), 0);
    ChannelSelection first = ChannelSelection.slice(0, 2, 4);
    ChannelSelection second = ChannelSelection.slice(2, 4, 4);
    builder.add(new ChannelConcatenation(List.of(second, first)), product, product);
    return builder.build();
  }

  private static ModuleGraph readThrice(TestParameters p) {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE, SHAPE);
    int product = builder.add(new PointwiseConvolution(p.weight(2, 2)), 0);
    int sum = builder.add(new ElementSum(), product, product, 1);
    builder.add(
        new ChannelConcatenation(Collections.nCopies(3, ChannelSelection.all(2))), sum, product, 0);
    return builder.build();
  }

  private static ModuleGraph unread(TestParameters p) {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE, SHAPE);
    int product = builder.add(new PointwiseConvolution(p.weight(2, 2)), 0);
    builder.add(chain(p), 1);
    builder.add(new ElementActivation(ElementFunction.RELU), product);
    return builder.build();
  }

  private static BatchNormalisation norm(TestParameters p, String name, ElementFunction function) {
    return new BatchNormalisation(name, p.row("gamma", 2), p.row("beta", 2), function);
  }

  private static ModuleGraph normsOfOneValue(TestParameters p) {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE);
    int product = builder.add(new PointwiseConvolution(p.weight(2, 2)), 0);
    int one = builder.add(norm(p, "one", ElementFunction.SWISH), product);
    int two = builder.add(norm(p, "two", ElementFunction.RELU6), product);
    builder.add(new ElementSum(), one, two, product, 0);
    return builder.build();
  }

  /** What is added at the end is read by the phases between. */
  private static ModuleGraph residual(TestParameters p) {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE);
    int first = builder.add(norm(p, "first", ElementFunction.RELU), 0);
    int product = builder.add(new PointwiseConvolution(p.weight(2, 2)), first);
    int second = builder.add(norm(p, "second", ElementFunction.HARD_SWISH), product);
    int again = builder.add(new PointwiseConvolution(p.weight(2, 2)), second);
    int third = builder.add(norm(p, "third", ElementFunction.IDENTITY), again);
    builder.add(new ElementSum(), third, first, 0);
    return builder.build();
  }

  @Test
  void holdsNoNodeThatNobodyReads() {
    ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE);
    builder.add(new ElementActivation(ElementFunction.RELU), 0);
    builder.add(new ElementSum(), 0, 0);

    ModuleGraph graph = builder.build();

    assertThat(graph.nodes()).hasSize(1);
    assertThat(graph.producer(1).inputs()).containsExactly(0, 0);
  }

  @Test
  void countsTheGraphsItWasPutTogetherOf() {
    TestParameters parameters = new TestParameters(1);
    ModuleGraph.Builder builder = new ModuleGraph.Builder(SHAPE);
    int first = builder.add(chain(parameters), 0);
    builder.add(chain(parameters), first);

    assertThat(builder.build().nodes())
        .extracting(ModuleGraph.Node::part)
        .containsExactly(1, 1, 1, 2, 2, 2);
  }
}
