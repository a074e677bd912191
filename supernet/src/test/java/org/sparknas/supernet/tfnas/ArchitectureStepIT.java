package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Nd4jKernels;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/** The gradient of an architecture step, through the network and the latency to the loss. */
class ArchitectureStepIT {
  private static final double TEMPERATURE = 1.3;
  private static final double STEP = 1e-5;

  /** A central difference errs by its step squared times a third derivative of order one. */
  private static final double TOLERANCE = 1e-7;

  private final Engine engine = new Engine(new Nd4jKernels(), DataType.DOUBLE, 1);
  private final PathMemory memory = new PathMemory(engine, SmallSearch.SUPERNET.layout());
  private final FeatureMap images = SmallSearch.images(DataType.DOUBLE);

  static Stream<Arguments> cases() {
    return Stream.of(DepthScheme.values())
        .flatMap(
            scheme ->
                Stream.of(
                    Arguments.of(scheme, new LatencyLoss.TfNas(0.1, 40)),
                    Arguments.of(scheme, new LatencyLoss.FbNet(0.2, 0.6)),
                    Arguments.of(scheme, new LatencyLoss.ProxylessNas(0.05))));
  }

  private ArchitectureStep.Result result(
      SearchNetworks networks, LatencyLoss loss, ArchitectureParameters parameters) {
    ArchitectureStep step =
        new ArchitectureStep(engine, memory, SmallSearch.LATENCY, loss, new SoftmaxCrossEntropy(0));
    return step.gradient(
        networks, parameters, TEMPERATURE, new SplittableRandom(4), images, SmallSearch.LABELS, 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithFiniteDifferencesThroughTheWholeLoss(DepthScheme scheme, LatencyLoss loss) {
    SearchNetworks networks = new SearchNetworks(SmallSearch.SPACE, scheme, SmallSearch.WIDTHS);
    memory.load(networks.mixture(), SmallSearch.SUPERNET.layout(), SmallSearch.values());
    ArchitectureParameters parameters = SmallSearch.parameters(scheme);
    double[] point = parameters.flat();

    double[] gradient = result(networks, loss, parameters).gradient();

    assertThat(gradient).hasSameSizeAs(point);
    for (int i = 0; i < point.length; i++) {
      double expected = 0;
      for (int sign : List.of(1, -1)) {
        double[] moved = point.clone();
        moved[i] += sign * STEP;
        expected += sign * result(networks, loss, parameters.withFlat(moved)).loss() / (2 * STEP);
      }
      assertThat(gradient[i]).as("parameter " + i).isCloseTo(expected, within(TOLERANCE));
    }
  }
}
