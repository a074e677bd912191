package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations equal the loops, at their kinks and far from them as well. */
interface ActivationContract extends KernelsUnderTest {

  String CASES = "org.sparknas.supernet.kernel.ActivationContract#cases";
  int COLUMNS = 17;
  int ROWS = 57;

  static Stream<Arguments> cases() {
    return Arrays.stream(ElementFunction.values())
        .flatMap(function -> Situation.all().map(situation -> Arguments.of(function, situation)));
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void appliesAFunction(ElementFunction function, Situation situation) {
    WatchedArrays arrays = situation.arrays();
    Matrix input = arrays.of(ROWS, COLUMNS, inputs());
    Matrix result = arrays.output(ROWS, COLUMNS);

    arrays.run(() -> kernels().apply(function, input, result));

    assertClose(result, expected(function, input), 1);
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void appliesAFunctionInPlace(ElementFunction function, Situation situation) {
    WatchedArrays arrays = situation.arrays();
    Matrix input = arrays.of(ROWS, COLUMNS, inputs());
    Matrix result = arrays.copy(input);

    arrays.run(() -> kernels().apply(function, result, result));

    assertClose(result, expected(function, input), 1);
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void differentiatesAFunction(ElementFunction function, Situation situation) {
    WatchedArrays arrays = situation.arrays();
    Matrix input = arrays.of(ROWS, COLUMNS, inputs());
    Matrix outputGradient = arrays.random(ROWS, COLUMNS);
    Matrix result = arrays.output(ROWS, COLUMNS);

    arrays.run(() -> kernels().applyGradient(function, input, outputGradient, result));

    double[] inputs = values(input);
    double[] expected =
        new ChannelLoops(inputs.length, 1)
            .perElement(
                inputs,
                values(outputGradient),
                (c, x, outer) -> ActivationLoops.slope(function, x) * outer);
    assertClose(result, expected, 1);
  }

  private static double[] expected(ElementFunction function, Matrix input) {
    return Arrays.stream(values(input)).map(x -> ActivationLoops.value(function, x)).toArray();
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
      Math.nextUp(6f),
      Math.nextDown(6f),
      17,
      -17,
      90,
      -90,
      0.5,
      1e4,
      -1e4
    };
    double[] values = new double[ROWS * COLUMNS];
    Arrays.setAll(values, i -> i < kinks.length ? kinks[i] : 5 * Math.sin(i));
    return values;
  }
}
