package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Nd4jKernels;

/** What every module keeps to, tried in double. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModuleContract {

  static final Kernels KERNELS = new Nd4jKernels();
  private static final long SEED = 11;

  abstract Stream<ModuleCase> cases();

  /** How many derivatives by single elements are tried of each input and parameter. */
  int singleElements() {
    return 2;
  }

  /** A module with its parameters, inputs and a random projection of its output to a number. */
  private static final class Trial {
    private final ModuleCase which;
    private final DataType type;
    private final TestParameters parameters;
    private final Module module;
    private final List<FeatureMap> inputs;

    Trial(ModuleCase which) {
      this(which, DataType.DOUBLE);
    }

    Trial(ModuleCase which, DataType type) {
      this.which = which;
      this.type = type;
      parameters = new TestParameters(3, type);
      module = which.make().apply(parameters);
      inputs = which.inputs(parameters);
    }

    Pass training() {
      return which.prepare().apply(Pass.training(KERNELS, SEED));
    }

    FeatureMap projection() {
      FeatureMap output = module.forward(training(), inputs);
      return output.with(
          new TestParameters(7, type).normal(output.matrix().rows(), output.matrix().columns()));
    }

    double project(FeatureMap projection) {
      try (MemoryWorkspace workspace = StepWorkspace.open()) {
        return dot(module.forward(training(), inputs).matrix(), projection.matrix());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithFiniteDifferences(ModuleCase which) {
    Trial trial = new Trial(which);
    FeatureMap projection = trial.projection();
    Pass pass = trial.training();
    trial.module.forward(pass, trial.inputs);

    List<FeatureMap> gradients = trial.module.backward(pass, projection);

    Slopes slopes = new Slopes(() -> trial.project(projection), singleElements());
    assertThat(gradients).hasSameSizeAs(trial.inputs);
    for (int i = 0; i < gradients.size(); i++) {
      slopes.check("input " + i, trial.inputs.get(i).matrix(), gradients.get(i).matrix());
    }
    for (Parameter parameter : trial.parameters.made()) {
      slopes.check(parameter.shape().name(), parameter.value(), parameter.gradient());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesInFloatWhatItComputesInDouble(ModuleCase which) {
    Trial exact = new Trial(which);
    Trial rounded = new Trial(which, DataType.FLOAT);

    List<FeatureMap> expected = backward(exact, exact.training(), exact.projection());
    List<FeatureMap> actual = backward(rounded, rounded.training(), rounded.projection());

    for (int i = 0; i < expected.size(); i++) {
      assertNear("input " + i, actual.get(i).matrix(), expected.get(i).matrix());
    }
    for (int i = 0; i < exact.parameters.made().size(); i++) {
      Parameter parameter = exact.parameters.made().get(i);
      assertNear(
          parameter.shape().name(),
          rounded.parameters.made().get(i).gradient(),
          parameter.gradient());
    }
  }

  /** Float rounds to 6e-8; batch norm of few pixels and sums of hundreds magnify it. */
  private static void assertNear(String name, INDArray actual, INDArray expected) {
    double scale = 1 + expected.amaxNumber().doubleValue();
    INDArray difference = actual.castTo(DataType.DOUBLE).sub(expected);
    assertThat(difference.amaxNumber().doubleValue()).as(name).isLessThan(1e-4 * scale);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leavesItsInputsParametersAndOutputGradientAlone(ModuleCase which) {
    Trial trial = new Trial(which);
    FeatureMap projection = trial.projection();
    FeatureMap given = projection.with(projection.matrix().dup());
    List<INDArray> inputs = trial.inputs.stream().map(i -> i.matrix().dup()).toList();
    List<INDArray> values = trial.parameters.made().stream().map(p -> p.value().dup()).toList();
    Pass pass = trial.training();
    trial.module.forward(pass, trial.inputs);

    trial.module.backward(pass, given);

    assertThat(trial.inputs.stream().map(FeatureMap::matrix)).isEqualTo(inputs);
    assertThat(trial.parameters.made().stream().map(Parameter::value)).isEqualTo(values);
    assertThat(given.matrix()).isEqualTo(projection.matrix());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void addsToTheGradientsOfItsParameters(ModuleCase which) {
    Trial trial = new Trial(which);
    FeatureMap projection = trial.projection();
    backward(trial, trial.training(), projection);
    List<INDArray> once = trial.parameters.made().stream().map(p -> p.gradient().dup()).toList();

    backward(trial, trial.training(), projection);

    for (int i = 0; i < once.size(); i++) {
      // doubling is exact
      assertThat(trial.parameters.made().get(i).gradient()).isEqualTo(once.get(i).mul(2));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTwoPassesApart(ModuleCase which) {
    Trial trial = new Trial(which);
    FeatureMap projection = trial.projection();
    List<FeatureMap> alone = backward(trial, trial.training(), projection);
    List<FeatureMap> others = which.inputs(trial.parameters);
    Pass first = trial.training();
    Pass second = trial.training();
    trial.module.forward(first, trial.inputs);
    trial.module.forward(second, others);
    trial.module.backward(second, projection);

    List<FeatureMap> beside = trial.module.backward(first, projection);

    assertThat(beside.stream().map(FeatureMap::matrix))
        .isEqualTo(alone.stream().map(FeatureMap::matrix).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void normalisesWithTheGatheredStatisticsAsWithTheBatchsOwn(ModuleCase which) {
    Trial trial = new Trial(which);
    Pass gathering = which.prepare().apply(Pass.recalibration(KERNELS));
    INDArray expected = trial.module.forward(gathering, trial.inputs).matrix();
    Pass given = which.prepare().apply(Pass.inference(KERNELS, gathering.moments()));

    INDArray actual = trial.module.forward(given, trial.inputs).matrix();

    assertThat(actual).isEqualTo(expected);
  }

  private static List<FeatureMap> backward(Trial trial, Pass pass, FeatureMap projection) {
    trial.module.forward(pass, trial.inputs);
    return trial.module.backward(pass, projection);
  }

  static double dot(INDArray left, INDArray right) {
    return left.mul(right).sumNumber().doubleValue();
  }
}
