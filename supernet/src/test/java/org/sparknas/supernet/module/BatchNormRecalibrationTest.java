package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Nd4jKernels;
import org.sparknas.supernet.kernel.Window;

/** Statistics over batches are those of all images together. */
class BatchNormRecalibrationTest {

  private static final Kernels KERNELS = new Nd4jKernels();

  /** Relative, as the project promises; sums are in double, moments of a batch in float. */
  private static final double TOLERANCE = 1e-5;

  @Test
  void equalsTwoPassesOverAllImagesOfBatchesOfUnequalSize() {
    TestParameters source = new TestParameters(1, DataType.FLOAT);
    BatchNormRecalibration recalibration = new BatchNormRecalibration();
    List<double[]> pixels = new ArrayList<>();
    for (int images : new int[] {5, 1, 8}) {
      FeatureMap batch = source.images(images, 4, 3, 2);
      // batches that differ, and a mean that is large beside the deviation
      double factor = images;
      batch
          .matrix()
          .assign(Arrays.stream(batch.matrix().values()).map(x -> x * factor + 30).toArray());
      recalibration.add(Map.of("norm", KERNELS.moments(batch.matrix())));
      pixels.addAll(pixels(batch));
    }

    ChannelMoments statistics = recalibration.statistics().get("norm");

    assertTwoPass(statistics, pixels);
  }

  /** Where Σx²/n − mean² would lose all digits. */
  @Test
  void keepsTheVarianceBesideAHugeMean() {
    BatchNormRecalibration recalibration = new BatchNormRecalibration();
    for (int batch = 0; batch < 2; batch++) {
      double[] mean = {1e9 + batch};
      recalibration.add(Map.of("norm", new ChannelMoments(5, mean, new double[] {1})));
    }

    ChannelMoments statistics = recalibration.statistics().get("norm");

    assertThat(statistics.variance()[0]).isCloseTo(1.25, within(TOLERANCE));
  }

  @Test
  void givesTheInputsOfANormNormalisedBatchByBatchBeforeIt() {
    Network path = SmallSpace.path(4);
    Engine engine = new Engine(KERNELS, DataType.FLOAT, 1);
    PathMemory memory = new PathMemory(engine, SmallSpace.SUPERNET.layout());
    float[] values = SmallSpace.values();
    memory.load(path, SmallSpace.SUPERNET.layout(), values);
    BatchNormRecalibration recalibration = new BatchNormRecalibration();
    List<double[]> pixels = new ArrayList<>();
    for (int batch = 0; batch < 4; batch++) {
      List<FeatureMap> images = List.of(SmallSpace.images(batch));
      recalibration.add(engine.recalibrate(memory.modules(path), images, Map.of()).moments());
      pixels.addAll(convolved(values, images.get(0)));
    }

    Map<String, ChannelMoments> statistics = recalibration.statistics();

    assertTwoPass(statistics.get("stem.convolution.norm"), pixels);
    long norms = path.parameters().stream().filter(p -> p.name().endsWith("gamma")).count();
    assertThat(statistics).hasSize((int) norms);
  }

  /** What the stem's batch norm is given. */
  private static List<double[]> convolved(float[] values, FeatureMap images) {
    ParameterLayout.Slot slot = SmallSpace.SUPERNET.layout().slot("stem.convolution.weight");
    ParameterShape shape = slot.shape();
    Matrix weight = Matrix.allocate(DataType.FLOAT, shape.rows(), shape.columns());
    weight.storage().write(0, values, slot.offset(), weight.length());
    FeatureMap output =
        FeatureMap.allocate(
            DataType.FLOAT, images.images(), images.height(), images.width(), shape.columns());
    KERNELS.convolution(images, weight, new Window(3, 1, 1), output);
    return pixels(output);
  }

  private static List<double[]> pixels(FeatureMap map) {
    return IntStream.range(0, map.matrix().rows())
        .mapToObj(row -> map.matrix().rows(row, 1).values())
        .toList();
  }

  private static void assertTwoPass(ChannelMoments actual, List<double[]> pixels) {
    assertThat(actual.count()).isEqualTo(pixels.size());
    for (int channel = 0; channel < actual.mean().length; channel++) {
      int c = channel;
      double mean = pixels.stream().mapToDouble(pixel -> pixel[c]).average().orElseThrow();
      double variance =
          pixels.stream()
              .mapToDouble(pixel -> (pixel[c] - mean) * (pixel[c] - mean))
              .average()
              .orElseThrow();
      double deviation = Math.sqrt(variance);
      assertThat(actual.mean()[c]).isCloseTo(mean, within(TOLERANCE * deviation));
      assertThat(actual.variance()[c]).isCloseTo(variance, within(TOLERANCE * variance));
    }
  }
}
