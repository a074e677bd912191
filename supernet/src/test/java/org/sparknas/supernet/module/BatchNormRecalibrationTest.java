package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
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
      batch.matrix().muli(images).addi(30);
      recalibration.add(Map.of("norm", KERNELS.moments(batch.matrix())));
      Collections.addAll(pixels, batch.matrix().toDoubleMatrix());
    }

    ChannelMoments statistics = recalibration.statistics().get("norm");

    assertTwoPass(statistics, pixels);
  }

  @Test
  void givesTheInputsOfANormNormalisedBatchByBatchBeforeIt() {
    Network path = SmallSpace.path(4);
    PathMemory memory = new PathMemory(SmallSpace.SUPERNET.layout());
    float[] values = SmallSpace.values();
    memory.load(path, SmallSpace.SUPERNET.layout(), values);
    BatchNormRecalibration recalibration = new BatchNormRecalibration();
    List<double[]> pixels = new ArrayList<>();
    for (int batch = 0; batch < 4; batch++) {
      Pass pass = Pass.recalibration(KERNELS);
      memory.module(path).forward(pass, List.of(SmallSpace.images(batch)));
      recalibration.add(pass.moments());
      Collections.addAll(pixels, convolved(values, SmallSpace.images(batch)));
    }

    Map<String, ChannelMoments> statistics = recalibration.statistics();

    assertTwoPass(statistics.get("stem.convolution.norm"), pixels);
    long norms = path.parameters().stream().filter(p -> p.name().endsWith("gamma")).count();
    assertThat(statistics).hasSize((int) norms);
  }

  /** What the stem's batch norm is given. */
  private static double[][] convolved(float[] values, FeatureMap images) {
    ParameterLayout.Slot slot = SmallSpace.SUPERNET.layout().slot("stem.convolution.weight");
    Parameter weight = new TestParameters(0, DataType.FLOAT).parameter(slot.shape());
    for (int i = 0; i < slot.shape().size(); i++) {
      weight.value().putScalar(i, values[slot.offset() + i]);
    }
    return new SpatialConvolution(weight, new Window(3, 1, 1))
        .forward(Pass.recalibration(KERNELS), List.of(images))
        .matrix()
        .toDoubleMatrix();
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
