package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Activations equal the loops, at their kinks and far from them as well. */
interface ActivationContract extends KernelsUnderTest {

  int COLUMNS = 17;
  int ROWS = 57;

  interface Activation {
    void apply(INDArray input, INDArray result);
  }

  interface ActivationGradient {
    void apply(INDArray input, INDArray outputGradient, INDArray result);
  }

  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void relu(Situation situation) {
    assertActivation(situation, kernels()::relu, ActivationLoops::relu);
  }

  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void reluGradient(Situation situation) {
    assertGradient(situation, kernels()::reluGradient, ActivationLoops::reluSlope);
  }

  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void hardSigmoid(Situation situation) {
    assertActivation(situation, kernels()::hardSigmoid, ActivationLoops::hardSigmoid);
  }

  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void hardSigmoidGradient(Situation situation) {
    assertGradient(situation, kernels()::hardSigmoidGradient, ActivationLoops::hardSigmoidSlope);
  }

  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void hardSwish(Situation situation) {
    assertActivation(situation, kernels()::hardSwish, ActivationLoops::hardSwish);
  }

  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void hardSwishGradient(Situation situation) {
    assertGradient(situation, kernels()::hardSwishGradient, ActivationLoops::hardSwishSlope);
  }

  private static void assertActivation(
      Situation situation, Activation activation, DoubleUnaryOperator loop) {
    WatchedArrays arrays = situation.arrays();
    INDArray input = arrays.of(ROWS, COLUMNS, inputs());
    INDArray result = arrays.output(ROWS, COLUMNS);

    arrays.run(() -> activation.apply(input, result));

    assertClose(result, Arrays.stream(values(input)).map(loop).toArray(), 1);
  }

  private static void assertGradient(
      Situation situation, ActivationGradient gradient, DoubleUnaryOperator slope) {
    WatchedArrays arrays = situation.arrays();
    INDArray input = arrays.of(ROWS, COLUMNS, inputs());
    INDArray outputGradient = arrays.random(ROWS, COLUMNS);
    INDArray result = arrays.output(ROWS, COLUMNS);

    arrays.run(() -> gradient.apply(input, outputGradient, result));

    double[] inputs = values(input);
    double[] expected =
        new ChannelLoops(inputs.length, 1)
            .perElement(
                inputs, values(outputGradient), (c, x, outer) -> slope.applyAsDouble(x) * outer);
    assertClose(result, expected, 1);
  }

  /** The kinks, their neighbours among floats and values far outside, then many in between. */
  private static double[] inputs() {
    double[] kinks = {
      0,
      -0.0,
      3,
      -3,
      1e-6,
      -1e-6,
      Math.nextUp(3f),
      Math.nextDown(3f),
      Math.nextUp(-3f),
      Math.nextDown(-3f),
      2.5,
      -2.5,
      6,
      -6,
      0.5,
      1e4,
      -1e4
    };
    double[] values = new double[ROWS * COLUMNS];
    Arrays.setAll(values, i -> i < kinks.length ? kinks[i] : 5 * Math.sin(i));
    return values;
  }
}
