package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Nd4jKernels;
import org.sparknas.supernet.kernel.NormalisationRows;
import org.sparknas.supernet.kernel.NormalisationSums;

/** Batch norms behind widening convolutions, wherever these stand in a graph. */
class ExpansionLayerTest extends ModuleContract {

  private static final Shape MAP = new Shape(5, 7, 3);

  @Override
  Stream<ModuleCase> cases() {
    List<ModuleCase> cases = new ArrayList<>();
    for (ElementFunction function : ElementFunction.values()) {
      cases.add(
          ModuleCase.graph(
              "expansion and " + function,
              p ->
                  ModuleGraph.chain(
                      MAP, product(p, 3, 8), norm("n", p, 8, function), product(p, 8, 2)),
              MAP));
    }
    cases.add(ModuleCase.graph("inside a residual block", ExpansionLayerTest::residual, MAP));
    cases.add(ModuleCase.graph("two of one value", ExpansionLayerTest::twoOfOneValue, MAP));
    cases.add(ModuleCase.graph("another reader", ExpansionLayerTest::anotherReader, MAP));
    cases.add(
        ModuleCase.graph(
            "a product that is kept",
            p -> ModuleGraph.chain(wide(), product(p, 48, 96), relu("n", p, 96), product(p, 96, 2)),
            wide()));
    return cases.stream();
  }

  private static Shape wide() {
    return new Shape(9, 8, 48);
  }

  private static ModuleGraph residual(TestParameters p) {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(MAP);
    int start = graph.add(product(p, 3, 4), 0);
    int narrow = graph.add(norm("first", p, 4, ElementFunction.IDENTITY), start);
    int expanded = graph.add(relu("n", p, 12), graph.add(product(p, 4, 12), narrow));
    int projected = graph.add(product(p, 12, 4), expanded);
    graph.add(new ElementSum(), narrow, projected);
    return graph.build();
  }

  private static ModuleGraph twoOfOneValue(TestParameters p) {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(MAP);
    int first = graph.add(relu("first", p, 7), graph.add(product(p, 3, 7), 0));
    int second = graph.add(relu("second", p, 7), graph.add(product(p, 3, 7), 0));
    int direct = graph.add(product(p, 3, 7), graph.add(relu("direct", p, 3), 0));
    graph.add(new ElementSum(), first, second, direct);
    return graph.build();
  }

  private static ModuleGraph anotherReader(TestParameters p) {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(MAP);
    int wide = graph.add(product(p, 3, 8), 0);
    graph.add(new ElementSum(), wide, graph.add(relu("n", p, 8), wide));
    return graph.build();
  }

  private static Module product(TestParameters parameters, int inputs, int outputs) {
    return new PointwiseConvolution(parameters.weight(inputs, outputs));
  }

  private static Module relu(String name, TestParameters parameters, int channels) {
    return norm(name, parameters, channels, ElementFunction.RELU);
  }

  private static Module norm(
      String name, TestParameters parameters, int channels, ElementFunction function) {
    return new BatchNormalisation(
        name, parameters.row("gamma", channels), parameters.row("beta", channels), function);
  }

  @Test
  void goesOverTheProductOnlyWhereItHasAnotherReader() {
    assertThat(
            channelsGoneOver(
                p -> ModuleGraph.chain(MAP, product(p, 3, 8), relu("n", p, 8), product(p, 8, 2))))
        .isEmpty();
    assertThat(channelsGoneOver(ExpansionLayerTest::anotherReader)).containsExactly(8);
  }

  /** The widths that the second half of a batch norm's gradient was computed of. */
  private static Set<Integer> channelsGoneOver(Function<TestParameters, ModuleGraph> make) {
    Set<Integer> channels = new TreeSet<>();
    Kernels watched =
        new Nd4jKernels() {
          @Override
          public void normaliseGradient(
              Matrix input,
              Matrix gradient,
              NormalisationRows rows,
              NormalisationSums sums,
              long count,
              Matrix inputGradient) {
            channels.add(input.columns());
            super.normaliseGradient(input, gradient, rows, sums, count, inputGradient);
          }
        };
    Trial trial = new Trial(ModuleCase.graph("watched", make, MAP), watched, DataType.DOUBLE, 1);
    trial.backward(trial.projection());
    return channels;
  }

  @Test
  void knowsTheVarianceOfADifferenceOfLikeChannels() {
    TestParameters parameters = new TestParameters(1, DataType.FLOAT);
    Engine engine = new Engine(Kernels.ofBackend(), DataType.FLOAT, 1);
    Parameter weight = parameters.weight(2, 4);
    weight.value().assign(new double[] {1, 1, 0.5, 2, -1, 1, 0.5, -2});
    Shape shape = new Shape(32, 32, 2);
    ModuleGraph graph =
        ModuleGraph.chain(
            shape,
            new PointwiseConvolution(weight),
            relu("n", parameters, 4),
            product(parameters, 4, 2));
    FeatureMap images = parameters.images(4, 32, 32, 2);
    double[] pixels = images.matrix().values();
    for (int i = 0; i < pixels.length; i += 2) {
      pixels[i + 1] = pixels[i] + 0.01 * pixels[i + 1];
    }
    images.matrix().assign(pixels);

    double[] variance =
        engine.recalibrate(graph, List.of(images), Map.of()).moments().get("n").variance();

    double[] exact =
        momentsOfProduct(images.matrix().values(), weight.value().values(), 2, 4).variance();
    // 1e-4 from four variances and covariances near 1, each with an error of about 1e-7.
    assertThat(variance[0] / exact[0]).isCloseTo(1, within(4e-3));
    // A sum of what is alike loses nothing: the rounding of numbers near 1, a few times.
    assertThat(variance[1] / exact[1]).isCloseTo(1, within(1e-6));
  }

  @Test
  void knowsTheMomentsOfTheProductWithoutIt() {
    assertMoments(new Engine(KERNELS, DataType.DOUBLE, 1), DataType.DOUBLE, 0, 1e-12);
  }

  @Test
  void losesNoDigitsWhereTheMeanIsLarge() {
    // A mean of a thousand deviations leaves float four of its seven digits.
    assertMoments(new Engine(Kernels.ofBackend(), DataType.FLOAT, 2), DataType.FLOAT, 1000, 1e-3);
  }

  private static void assertMoments(Engine engine, DataType type, double mean, double tolerance) {
    TestParameters parameters = new TestParameters(1, type);
    Module product = product(parameters, 3, 8);
    ModuleGraph graph =
        ModuleGraph.chain(MAP, product, relu("n", parameters, 8), product(parameters, 8, 2));
    FeatureMap images = parameters.images(3, 5, 7, 3);
    double[] pixels = images.matrix().values();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += mean;
    }
    images.matrix().assign(pixels);

    ChannelMoments actual = engine.recalibrate(graph, List.of(images), Map.of()).moments().get("n");

    double[] weights = parameters.made().get(0).value().values();
    ChannelMoments expected = momentsOfProduct(images.matrix().values(), weights, 3, 8);
    for (int c = 0; c < 8; c++) {
      assertThat(actual.mean()[c])
          .isCloseTo(expected.mean()[c], within(tolerance * (1 + Math.abs(expected.mean()[c]))));
      assertThat(actual.variance()[c] / expected.variance()[c]).isCloseTo(1, within(tolerance));
    }
  }

  private static ChannelMoments momentsOfProduct(
      double[] pixels, double[] weights, int inputs, int outputs) {
    int count = pixels.length / inputs;
    double[] mean = new double[outputs];
    double[] variance = new double[outputs];
    for (int pass = 0; pass < 2; pass++) {
      for (int pixel = 0; pixel < count; pixel++) {
        for (int c = 0; c < outputs; c++) {
          double value = 0;
          for (int i = 0; i < inputs; i++) {
            value += pixels[pixel * inputs + i] * weights[i * outputs + c];
          }
          if (pass == 0) {
            mean[c] += value / count;
          } else {
            variance[c] += (value - mean[c]) * (value - mean[c]) / count;
          }
        }
      }
    }
    return new ChannelMoments(count, mean, variance);
  }
}
