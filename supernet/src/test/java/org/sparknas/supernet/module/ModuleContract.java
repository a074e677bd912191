package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Nd4jKernels;

/** What every module keeps to, tried in double. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModuleContract {

  static final Kernels KERNELS = new Nd4jKernels();

  abstract Stream<ModuleCase> cases();

  /** How many derivatives by single elements are tried of each input and parameter. */
  int singleElements() {
    return 2;
  }

  private static Trial trial(ModuleCase which) {
    return new Trial(which, KERNELS, DataType.DOUBLE, 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithFiniteDifferences(ModuleCase which) {
    Trial trial = trial(which);
    FeatureMap projection = trial.projection();

    Trial.Result result = trial.backward(projection);

    Slopes slopes = new Slopes(() -> trial.project(projection), singleElements());
    assertThat(result.inputGradients()).hasSameSizeAs(trial.inputs);
    for (int i = 0; i < trial.inputs.size(); i++) {
      slopes.check("input " + i, trial.inputs.get(i).matrix(), result.inputGradients().get(i));
    }
    for (int i = 0; i < trial.parameters.made().size(); i++) {
      Parameter parameter = trial.parameters.made().get(i);
      slopes.check(parameter.shape().name(), parameter.value(), result.gradients().get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesInFloatWhatItComputesInDouble(ModuleCase which) {
    Trial exact = trial(which);
    Trial rounded = new Trial(which, Kernels.ofBackend(), DataType.FLOAT, 1);

    // Float rounds to 6e-8; batch norm of few pixels and sums of hundreds magnify it.
    assertNear(rounded.backward(rounded.projection()), exact.backward(exact.projection()), 1e-4);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesImagesOneByOneInTwoThreadsAsAllAtOnce(ModuleCase which) {
    Trial whole = trial(which);
    Trial parts = new Trial(which, new SmallChunks(), DataType.DOUBLE, 2);
    FeatureMap projection = whole.projection();

    // The order of sums in double differs.
    assertNear(parts.backward(projection), whole.backward(projection), 1e-11);
  }

  private static void assertNear(Trial.Result actual, Trial.Result expected, double tolerance) {
    assertNear("output", actual.output(), expected.output(), tolerance);
    for (int i = 0; i < expected.inputGradients().size(); i++) {
      double[] gradient = expected.inputGradients().get(i);
      assertNear("input " + i, actual.inputGradients().get(i), gradient, tolerance);
    }
    for (int i = 0; i < expected.gradients().size(); i++) {
      double[] gradient = expected.gradients().get(i);
      assertNear("parameter " + i, actual.gradients().get(i), gradient, tolerance);
    }
  }

  private static void assertNear(
      String name, double[] actual, double[] expected, double tolerance) {
    double scale = 1;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, 1 + Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    }
    assertThat(difference).as(name).isLessThan(tolerance * scale);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leavesItsInputsParametersAndOutputGradientAlone(ModuleCase which) {
    Trial trial = trial(which);
    FeatureMap projection = trial.projection();
    List<double[]> before = given(trial, projection);

    trial.backward(projection);

    assertThat(given(trial, projection)).usingRecursiveComparison().isEqualTo(before);
  }

  private static List<double[]> given(Trial trial, FeatureMap projection) {
    List<double[]> values = new ArrayList<>(List.of(projection.matrix().values()));
    trial.inputs.forEach(input -> values.add(input.matrix().values()));
    trial.parameters.made().forEach(parameter -> values.add(parameter.value().values()));
    return values;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void addsToTheGradientsOfItsParameters(ModuleCase which) {
    Trial trial = trial(which);
    FeatureMap projection = trial.projection();
    List<double[]> once = trial.backward(projection).gradients();

    List<double[]> twice = trial.backward(projection).gradients();

    for (int i = 0; i < once.size(); i++) {
      double[] sum = once.get(i);
      // The first result is added to in another order.
      double[] doubled = IntStream.range(0, sum.length).mapToDouble(k -> 2 * sum[k]).toArray();
      assertNear("parameter " + i, twice.get(i), doubled, 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheSameBitsInEveryRun(ModuleCase which) {
    Trial trial = new Trial(which, new SmallChunks(), DataType.DOUBLE, 2);
    FeatureMap projection = trial.projection();
    Trial.Result first = trial.backward(projection);
    Trial again = new Trial(which, new SmallChunks(), DataType.DOUBLE, 2);
    again.backward(new TestParameters(9).like(projection));
    again.gradients.clear(0, Math.toIntExact(again.gradients.gathered().length()));

    assertThat(again.backward(projection)).usingRecursiveComparison().isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void normalisesWithTheGatheredStatisticsAsWithTheBatchsOwn(ModuleCase which) {
    Trial trial = trial(which);
    Engine.Recalibration gathered =
        trial.engine.recalibrate(trial.graph, trial.inputs, trial.mixtures());
    double[] expected = gathered.output().matrix().values();

    FeatureMap actual =
        trial.engine.infer(trial.graph, trial.inputs, gathered.moments(), trial.mixtures());

    assertThat(actual.matrix().values()).isEqualTo(expected);
  }
}
