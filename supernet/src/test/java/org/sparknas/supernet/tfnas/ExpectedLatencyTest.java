package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The latency term of an architecture step, from the logits to the loss. */
class ExpectedLatencyTest {
  private static final TfnasSpace SPACE = new TfnasSpace(TfnasSpaceTest.small(true));
  private static final TfnasLatency LATENCY =
      new TfnasLatency(SPACE, ElasticityScalingTest.oneMillisecondAChannel(SPACE));
  private static final OperationWidths WIDTHS = OperationWidths.initial(SPACE);
  private static final double TEMPERATURE = 1.3;
  private static final double CROSS_ENTROPY = 1.7;

  static List<LatencyLoss> losses() {
    return List.of(
        new LatencyLoss.TfNas(0.1, 40),
        new LatencyLoss.TfNas(0.1, 400),
        new LatencyLoss.FbNet(0.2, 0.6),
        new LatencyLoss.ProxylessNas(0.05));
  }

  private static ArchitectureParameters parameters(DepthScheme scheme) {
    ArchitectureParameters initial = ArchitectureParameters.initial(SPACE, scheme);
    SplittableRandom random = new SplittableRandom(21);
    return initial.withFlat(
        IntStream.range(0, initial.flat().length)
            .mapToDouble(i -> random.nextDouble(-1, 1))
            .toArray());
  }

  /** The noise of each block, the same at every call. */
  private static List<GumbelSoftmax> samples(ArchitectureParameters parameters) {
    SplittableRandom random = new SplittableRandom(4);
    return IntStream.range(0, parameters.places())
        .mapToObj(i -> GumbelSoftmax.draw(parameters.operations(i), TEMPERATURE, random))
        .toList();
  }

  private static ExpectedLatency latency(ArchitectureParameters parameters) {
    List<double[]> weights = samples(parameters).stream().map(GumbelSoftmax::weights).toList();
    return ExpectedLatency.of(LATENCY, WIDTHS, weights, parameters);
  }

  private static double[] gradient(ArchitectureParameters parameters, LatencyLoss loss) {
    ExpectedLatency latency = latency(parameters);
    List<GumbelSoftmax> samples = samples(parameters);
    double outer = loss.latencyGradient(CROSS_ENTROPY, latency.value());
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      all.add(samples.get(i).gradient(latency.operationGradient().get(i)));
    }
    all.addAll(latency.depthGradient());
    return all.stream().flatMapToDouble(Arrays::stream).map(each -> outer * each).toArray();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientsOfAllLogitsAgreeWithFiniteDifferencesThroughTheLoss(LatencyLoss loss) {
    for (DepthScheme scheme : DepthScheme.values()) {
      ArchitectureParameters parameters = parameters(scheme);
      double[] gradient = gradient(parameters, loss);
      double step = 1e-5;
      double[] flat = parameters.flat();
      assertThat(gradient).hasSameSizeAs(flat);
      for (int i = 0; i < flat.length; i++) {
        double difference =
            (loss(parameters, i, step, loss) - loss(parameters, i, -step, loss)) / (2 * step);
        // The error of a central difference is of the order of the step's square.
        assertThat(gradient[i]).as("%s %d", scheme, i).isCloseTo(difference, within(1e-7));
      }
      assertThat(gradient[0]).isNotZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Eight operations of three blocks; two depths and one.
    "SINK_CONNECTING, 27",
    // One block may be skipped.
    "SKIP_IN_CANDIDATES, 25",
    "SKIP_OUT_OF_CANDIDATES, 26"
  })
  void everySchemeHasItsLogits(DepthScheme scheme, int number) {
    assertThat(parameters(scheme).flat()).hasSize(number);
  }

  private static double loss(
      ArchitectureParameters parameters, int moved, double by, LatencyLoss loss) {
    double[] flat = parameters.flat();
    flat[moved] += by;
    return loss.value(CROSS_ENTROPY, latency(parameters.withFlat(flat)).value());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theLossesGradientOfTheCrossEntropyAgreesWithFiniteDifferences(LatencyLoss loss) {
    double difference = (loss.value(1.5, 30) - loss.value(0.5, 30)) / 1;

    // All three are linear in the cross-entropy.
    assertThat(loss.crossEntropyGradient(30)).isCloseTo(difference, within(1e-12));
  }

  @Test
  void lossesAreThePapers() {
    assertThat(new LatencyLoss.TfNas(0.1, 15).value(2, 18)).isCloseTo(2.02, within(1e-12));
    assertThat(new LatencyLoss.TfNas(0.1, 15).value(2, 12)).isCloseTo(2.02, within(1e-12));
    assertThat(new LatencyLoss.FbNet(0.2, 0.6).value(2, 18))
        .isCloseTo(2 * 0.2 * Math.pow(Math.log(18_000), 0.6), within(1e-12));
    assertThat(new LatencyLoss.ProxylessNas(0.1).value(2, 18)).isCloseTo(3.8, within(1e-12));
  }

  @Test
  void certainOperationsAndDepthsHaveTheLatencyOfTheirArchitecture() {
    double[] sure = certain(2, 0);
    assertCertain(
        DepthScheme.SINK_CONNECTING, List.of(sure, new double[1]), List.of(3, 0, 5), 1 + 24 + 36);
    assertCertain(DepthScheme.SKIP_OUT_OF_CANDIDATES, List.of(sure), List.of(3, 0, 5), 1 + 24 + 36);
    assertCertain(DepthScheme.SKIP_IN_CANDIDATES, List.of(), List.of(3, 8, 5), 1 + 24 + 36);
    assertCertain(
        DepthScheme.SKIP_OUT_OF_CANDIDATES,
        List.of(certain(2, 1)),
        List.of(3, 0, 5),
        1 + 24 + 18 + 36);
  }

  private static void assertCertain(
      DepthScheme scheme, List<double[]> depths, List<Integer> operations, double latency) {
    boolean skips = scheme == DepthScheme.SKIP_IN_CANDIDATES;
    ArchitectureParameters certain =
        new ArchitectureParameters(
            scheme,
            List.of(
                certain(8, operations.get(0)),
                certain(skips ? 9 : 8, operations.get(1)),
                certain(8, operations.get(2))),
            depths);
    List<double[]> weights =
        IntStream.range(0, 3).mapToObj(place -> Softmax.of(certain.operations(place))).toList();

    ExpectedLatency expected = ExpectedLatency.of(LATENCY, WIDTHS, weights, certain);

    // exp(−100) is nothing.
    assertThat(expected.value()).isCloseTo(latency, within(1e-12));
    assertThat(LATENCY.of(certain.derive(SPACE, WIDTHS).architecture())).isEqualTo(latency);
  }

  private static double[] certain(int number, int sure) {
    double[] logits = new double[number];
    logits[sure] = 100;
    return logits;
  }
}
