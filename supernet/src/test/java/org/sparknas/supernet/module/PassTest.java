package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Nd4jKernels;

/** What a pass remembers in each mode. */
class PassTest {

  private static final Kernels KERNELS = new Nd4jKernels();

  private final TestParameters parameters = new TestParameters(1);
  private final FeatureMap images = parameters.images(3, 4, 5, 2);
  private final Module norm =
      new BatchNormalisation(
          "block.norm",
          parameters.row("gamma", 2),
          parameters.row("beta", 2),
          ElementFunction.IDENTITY);

  @Test
  void keepsWhatBackwardNeedsForOneBackward() {
    Pass pass = Pass.training(KERNELS, 0);
    FeatureMap output = norm.forward(pass, List.of(images));
    norm.backward(pass, output);

    assertThatThrownBy(() -> norm.backward(pass, output))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without forward");
  }

  @Test
  void refusesToRunAModuleTwice() {
    Pass pass = Pass.training(KERNELS, 0);
    norm.forward(pass, List.of(images));

    assertThatThrownBy(() -> norm.forward(pass, List.of(images)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsNothingWhereNoBackwardFollows(boolean recalibration) {
    ChannelMoments moments = KERNELS.moments(images.matrix());
    Pass pass =
        recalibration
            ? Pass.recalibration(KERNELS)
            : Pass.inference(KERNELS, Map.of("block.norm", moments));
    FeatureMap output = norm.forward(pass, List.of(images));

    assertThatThrownBy(() -> norm.backward(pass, output)).isInstanceOf(IllegalStateException.class);
    // and so many batches may go through one pass
    assertThat(norm.forward(pass, List.of(images)).matrix()).isEqualTo(output.matrix());
  }

  @Test
  void namesTheBatchNormWithoutStatistics() {
    Pass pass = Pass.inference(KERNELS, Map.of());

    assertThatThrownBy(() -> norm.forward(pass, List.of(images)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'block.norm'");
  }

  @Test
  void normalisesAnImageWithoutRegardToTheOthersOfItsBatch() {
    ChannelMoments moments = new ChannelMoments(9, new double[] {0.5, -1}, new double[] {2, 0.25});
    Pass pass = Pass.inference(KERNELS, Map.of("block.norm", moments));
    double[] gamma = parameters.made().get(0).value().toDoubleVector();
    double[] beta = parameters.made().get(1).value().toDoubleVector();

    INDArray normal = norm.forward(pass, List.of(images)).matrix();

    double[][] expected = images.matrix().toDoubleMatrix();
    for (double[] row : expected) {
      for (int c = 0; c < row.length; c++) {
        double deviation = Math.sqrt(moments.variance()[c] + 1e-5);
        row[c] = (row[c] - moments.mean()[c]) / deviation * gamma[c] + beta[c];
      }
    }
    // the order of double arithmetic differs
    assertThat(normal.sub(Nd4j.create(expected)).amaxNumber().doubleValue()).isLessThan(1e-12);
  }

  @Test
  void gathersStatisticsOnlyInRecalibration() {
    Pass training = Pass.training(KERNELS, 0);
    Pass recalibration = Pass.recalibration(KERNELS);
    norm.forward(training, List.of(images));
    norm.forward(recalibration, List.of(images));

    assertThat(training.moments()).isEmpty();
    assertThat(recalibration.moments()).containsOnlyKeys("block.norm");
  }

  @Test
  void dropsOnlyInTraining() {
    Module dropout = new RandomDropout(0.25);
    FeatureMap ones = images.with(images.matrix().dup().assign(1));

    double[] dropped =
        dropout.forward(Pass.training(KERNELS, 3), List.of(ones)).matrix().data().asDouble();
    INDArray kept = dropout.forward(Pass.recalibration(KERNELS), List.of(ones)).matrix();

    assertThat(dropped).containsOnly(0, 1 / 0.75);
    assertThat(kept).isEqualTo(ones.matrix());
  }

  @Test
  void dropsTheGivenShareAndDependsOnTheSeed() {
    Module dropout = new RandomDropout(0.25);
    FeatureMap ones = parameters.images(10, 10, 10, 10);
    ones.matrix().assign(1);

    INDArray first = dropout.forward(Pass.training(KERNELS, 3), List.of(ones)).matrix();
    INDArray same = dropout.forward(Pass.training(KERNELS, 3), List.of(ones)).matrix();
    INDArray other = dropout.forward(Pass.training(KERNELS, 4), List.of(ones)).matrix();

    // five standard deviations of the mean of 10,000 values, each of √(0.25 / 0.75)
    assertThat(first.meanNumber().doubleValue())
        .isBetween(1 - 5 * 0.577 / 100, 1 + 5 * 0.577 / 100);
    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }
}
