package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.TrainingRun;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Nd4jKernels;

/** What batch norm and dropout do in each mode of a run. */
class NormAndDropoutTest {

  private static final Shape SHAPE = new Shape(4, 5, 2);

  private final TestParameters parameters = new TestParameters(1);
  private final FeatureMap images = parameters.images(3, 4, 5, 2);
  private final Engine engine = new Engine(new Nd4jKernels(), DataType.DOUBLE, 1);
  private final ModuleGraph norm =
      ModuleGraph.chain(
          SHAPE,
          new BatchNormalisation(
              "block.norm",
              parameters.row("gamma", 2),
              parameters.row("beta", 2),
              ElementFunction.IDENTITY));

  @Test
  void aRunGoesBackOnce() {
    TrainingRun run = engine.train(norm, List.of(images), 0, Map.of());
    run.backward(images, parameters.gradients(engine));

    assertThatThrownBy(() -> run.backward(images, parameters.gradients(engine)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("called before");
  }

  @Test
  void namesTheBatchNormWithoutStatistics() {
    assertThatThrownBy(() -> engine.infer(norm, List.of(images), Map.of(), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'block.norm'");
  }

  @Test
  void normalisesAnImageWithoutRegardToTheOthersOfItsBatch() {
    ChannelMoments moments = new ChannelMoments(9, new double[] {0.5, -1}, new double[] {2, 0.25});
    double[] gamma = parameters.made().get(0).value().values();
    double[] beta = parameters.made().get(1).value().values();

    FeatureMap normal =
        engine.infer(norm, List.of(images), Map.of("block.norm", moments), Map.of());

    double[] expected = images.matrix().values();
    double[] actual = normal.matrix().values();
    for (int i = 0; i < expected.length; i++) {
      int c = i % 2;
      double deviation = Math.sqrt(moments.variance()[c] + 1e-5);
      double value = (expected[i] - moments.mean()[c]) / deviation * gamma[c] + beta[c];
      // the order of double arithmetic differs
      assertThat(actual[i]).isCloseTo(value, within(1e-12));
    }
  }

  @Test
  void dropsOnlyInTraining() {
    ModuleGraph dropout = ModuleGraph.chain(SHAPE, new RandomDropout(0.25));
    FeatureMap ones = ones(3, SHAPE);

    double[] dropped = engine.train(dropout, List.of(ones), 3, Map.of()).output().matrix().values();
    double[] kept = engine.recalibrate(dropout, List.of(ones), Map.of()).output().matrix().values();

    assertThat(dropped).containsOnly(0, 1 / 0.75);
    assertThat(kept).containsOnly(1);
  }

  private static FeatureMap ones(int images, Shape shape) {
    FeatureMap ones =
        FeatureMap.allocate(
            DataType.DOUBLE, images, shape.height(), shape.width(), shape.channels());
    double[] values = new double[ones.matrix().length()];
    Arrays.fill(values, 1);
    ones.matrix().assign(values);
    return ones;
  }

  @Test
  void dropsTheGivenShareAndDependsOnTheSeed() {
    Shape shape = new Shape(10, 10, 10);
    ModuleGraph dropout = ModuleGraph.chain(shape, new RandomDropout(0.25));
    FeatureMap ones = ones(10, shape);

    double[] first = engine.train(dropout, List.of(ones), 3, Map.of()).output().matrix().values();
    double[] same = engine.train(dropout, List.of(ones), 3, Map.of()).output().matrix().values();
    double[] other = engine.train(dropout, List.of(ones), 4, Map.of()).output().matrix().values();

    // five standard deviations of the mean of 10,000 values, each of √(0.25 / 0.75)
    assertThat(Arrays.stream(first).average().orElseThrow())
        .isBetween(1 - 5 * 0.577 / 100, 1 + 5 * 0.577 / 100);
    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }
}
