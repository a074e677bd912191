package org.sparknas.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.CpuKernels;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.tfnas.PublishedTfnas;
import org.sparknas.supernet.tfnas.TfnasLayout;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasSpace;

/** A whole published network is inferred as plain loops over its description compute it. */
class PublishedInferenceTest {

  /** Odd sizes are met on the way down; 4 x 3 pixels are left where the last stride is taken. */
  private static final Shape IMAGE = new Shape(56, 40, 3);

  /** For two threads, one of which computes two of them. */
  private static final int IMAGES = 3;

  /**
   * A share of the largest value. Each of 150 operators behind each other rounds to 24 bits and
   * hands on the errors before it; at random they add up to √150 units of 6e-8, 7e-7 in all, and
   * 9e-7 were found, 1.3e-6 at 224 x 224 pixels. Other orders of sums may make it several times
   * that; a batch norm that forgets its ε makes it 8e-6 in the first block already.
   */
  private static final double TOLERANCE = 5e-6;

  private final Random random = new Random(5);
  private final Map<String, double[]> parameters = new HashMap<>();
  private final Map<String, double[]> mean = new HashMap<>();
  private final Map<String, double[]> variance = new HashMap<>();

  @Test
  void tfNasAIsInferredAsItsDescriptionSays() {
    TfnasSettings settings = TfnasSettings.imageNet();
    TfnasSpace space =
        new TfnasSpace(
            new TfnasSettings(
                IMAGE,
                settings.classes(),
                TfnasLayout.tfnas(),
                settings.kernels(),
                settings.expansions(),
                settings.squeezeExcitation(),
                settings.dropout()));
    assertInferred(PublishedTfnas.tfNasA(space).network());
  }

  private void assertInferred(Network network) {
    draw(network);
    double[] images = floats(Math.toIntExact(IMAGES * network.input().elements()), -2, 2);
    List<double[]> expected = new NetworkLoops(parameters, mean, variance).values(network, images);
    try (Engine engine = new Engine(new CpuKernels(), DataType.FLOAT, 2);
        PathMemory memory = new PathMemory(engine, ParameterLayout.widest(network.blocks()))) {
      load(memory, network);
      // Behind each block, so that a failure names the first that is wrong.
      for (int blocks = 1; blocks <= network.nodes().size(); blocks++) {
        Network start = new Network(network.input(), network.nodes().subList(0, blocks));
        double error = largestError(inferred(engine, memory, start, images), expected.get(blocks));
        assertThat(error)
            .as("behind " + network.blocks().get(blocks - 1))
            .isLessThanOrEqualTo(TOLERANCE);
      }
    }
  }

  private double[] inferred(Engine engine, PathMemory memory, Network network, double[] images) {
    FeatureMap inputs = map(network.input(), images);
    return engine
        .infer(memory.modules(network), List.of(inputs), statistics(), Map.of())
        .matrix()
        .values();
  }

  private void draw(Network network) {
    for (ParameterShape shape : network.parameters()) {
      int size = Math.toIntExact(shape.size());
      // What passes a weight keeps its size: where it grows, gates magnify errors.
      double most = shape.role() == ParameterRole.WEIGHT ? Math.sqrt(3.0 / shape.rows()) : 0.5;
      double middle = shape.name().endsWith(".gamma") ? 1 : 0;
      parameters.put(shape.name(), floats(size, middle - most, middle + most));
    }
    for (Block block : network.blocks()) {
      for (Block.Node node : block.nodes()) {
        if (node.operator() instanceof BatchNorm norm) {
          String name = block.name() + "." + node.name();
          mean.put(name, floats(norm.channels(), -0.5, 0.5));
          variance.put(name, floats(norm.channels(), 0.1, 3));
        }
      }
    }
  }

  /** Numbers that a float holds exactly. */
  private double[] floats(int count, double from, double to) {
    return random.doubles(count, from, to).map(x -> (float) x).toArray();
  }

  private void load(PathMemory memory, Network network) {
    float[] vector = new float[memory.layout().length()];
    parameters.forEach(
        (name, values) -> {
          int offset = memory.layout().slot(name).offset();
          IntStream.range(0, values.length).forEach(i -> vector[offset + i] = (float) values[i]);
        });
    memory.load(network, memory.layout(), vector);
  }

  private static FeatureMap map(Shape shape, double[] values) {
    FeatureMap map =
        FeatureMap.allocate(
            DataType.FLOAT, IMAGES, shape.height(), shape.width(), shape.channels());
    map.matrix().assign(values);
    return map;
  }

  private Map<String, ChannelMoments> statistics() {
    Map<String, ChannelMoments> statistics = new HashMap<>();
    mean.forEach(
        (name, means) -> statistics.put(name, new ChannelMoments(1, means, variance.get(name))));
    return statistics;
  }

  /** As a share of the largest expected value; infinite where one is no number. */
  private static double largestError(double[] values, double[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    return IntStream.range(0, values.length)
            .mapToDouble(i -> Math.abs(values[i] - expected[i]))
            .map(error -> Double.isNaN(error) ? Double.POSITIVE_INFINITY : error)
            .max()
            .orElseThrow()
        / largest;
  }
}
