package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch normalisation and the function behind it equal the loops. */
interface NormalisationContract extends KernelsUnderTest {

  String CASES = "org.sparknas.supernet.kernel.NormalisationContract#cases";

  static Stream<Arguments> cases() {
    return Stream.concat(MatrixCase.all(), large())
        .flatMap(
            shape ->
                Arrays.stream(ElementFunction.values())
                    .map(function -> Arguments.of(shape, function)));
  }

  /** Rows longer than what implementations take at a time, and more of them than they add up. */
  private static Stream<MatrixCase> large() {
    return Situation.all()
        .flatMap(
            situation ->
                Stream.of(new MatrixCase(3, 1500, situation), new MatrixCase(4099, 17, situation)));
  }

  /** What normalises the columns of a matrix, kept in plain numbers for the loops. */
  record Statistics(double[] mean, double[] variance, double[] gamma, double[] beta) {

    /** As in training. */
    static Statistics of(MatrixCase shape, double[] matrix) {
      return with(shape.loops().means(matrix), shape.loops().variances(matrix));
    }

    /** As after training: they come from elsewhere. */
    static Statistics of(MatrixCase shape) {
      double[] mean = new double[shape.columns()];
      double[] variance = new double[shape.columns()];
      Arrays.setAll(mean, c -> Math.cos(c) * 2);
      Arrays.setAll(variance, c -> 0.25 + c % 3);
      return with(mean, variance);
    }

    private static Statistics with(double[] mean, double[] variance) {
      double[] gamma = new double[mean.length];
      double[] beta = new double[mean.length];
      Arrays.setAll(gamma, c -> 1.5 - c % 4);
      Arrays.setAll(beta, c -> Math.sin(c) * 2);
      return new Statistics(mean, variance, gamma, beta);
    }

    NormalisationRows rows() {
      return new NormalisationRows(mean, variance, gamma, beta);
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void normalises(MatrixCase shape, ElementFunction function) {
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    Statistics statistics = Statistics.of(shape);
    Matrix result = arrays.output(shape.rows(), shape.columns());

    arrays.run(() -> kernels().normalise(matrix, statistics.rows(), function, result));

    double[] normal = normal(shape, statistics, matrix);
    assertClose(
        result, Arrays.stream(normal).map(x -> ActivationLoops.value(function, x)).toArray(), 1);
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void normalisesInPlace(MatrixCase shape, ElementFunction function) {
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    NormalisationRows rows = Statistics.of(shape).rows();
    Matrix result = arrays.output(shape.rows(), shape.columns());
    Matrix inPlace = arrays.copy(matrix);

    kernels().normalise(matrix, rows, function, result);
    arrays.run(() -> kernels().normalise(inPlace, rows, function, inPlace));

    assertThat(values(inPlace)).isEqualTo(values(result));
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void differentiatesNormalisation(MatrixCase shape, ElementFunction function) {
    WatchedArrays arrays = shape.arrays();
    Matrix input = arrays.of(shape.rows(), shape.columns(), spreadOut(shape));
    Matrix outputGradient = arrays.random(shape.rows(), shape.columns());
    Statistics statistics = Statistics.of(shape, values(input));
    NormalisationRows rows = statistics.rows();
    Matrix gradient = arrays.output(shape.rows(), shape.columns());
    Matrix inputGradient = arrays.output(shape.rows(), shape.columns());

    NormalisationSums[] sums = new NormalisationSums[1];
    arrays.run(
        () ->
            sums[0] = kernels().normalisationSums(input, outputGradient, rows, function, gradient));
    double[] behind = values(gradient);
    arrays.run(
        () ->
            kernels()
                .normaliseGradient(input, gradient, rows, sums[0], shape.rows(), inputGradient));

    ChannelLoops loops = shape.loops();
    double[] expected =
        loops.perElement(
            normal(shape, statistics, input),
            values(outputGradient),
            (c, x, outer) -> ActivationLoops.slope(function, x) * outer);
    assertThat(values(gradient)).as("the gradient after its use").isEqualTo(behind);
    assertClose(gradient, expected, 1);
    assertClose(
        shape.situation().type(),
        sums[0].product(),
        loops.gammaGradient(values(input), expected),
        shape.rows());
    assertClose(shape.situation().type(), sums[0].gradient(), loops.sums(expected), shape.rows());
    assertClose(
        inputGradient,
        loops.inputGradient(values(input), expected, statistics.gamma()),
        shape.rows());
  }

  /** The gradient behind the function may give its place to the one before it, and so on. */
  @ParameterizedTest
  @MethodSource(CASES)
  default void differentiatesNormalisationInPlace(MatrixCase shape, ElementFunction function) {
    WatchedArrays arrays = shape.arrays();
    Matrix input = arrays.of(shape.rows(), shape.columns(), spreadOut(shape));
    Matrix outputGradient = arrays.random(shape.rows(), shape.columns());
    NormalisationRows rows = Statistics.of(shape, values(input)).rows();
    Matrix gradient = arrays.output(shape.rows(), shape.columns());
    Matrix inputGradient = arrays.output(shape.rows(), shape.columns());
    Matrix inPlace = arrays.copy(outputGradient);

    NormalisationSums sums =
        kernels().normalisationSums(input, outputGradient, rows, function, gradient);
    kernels().normaliseGradient(input, gradient, rows, sums, shape.rows(), inputGradient);
    arrays.run(
        () -> {
          NormalisationSums same =
              kernels().normalisationSums(input, inPlace, rows, function, inPlace);
          kernels().normaliseGradient(input, inPlace, rows, same, shape.rows(), inPlace);
        });

    assertThat(values(inPlace)).isEqualTo(values(inputGradient));
  }

  private static double[] normal(MatrixCase shape, Statistics statistics, Matrix matrix) {
    return shape
        .loops()
        .normalise(
            values(matrix),
            statistics.mean(),
            statistics.variance(),
            statistics.gamma(),
            statistics.beta());
  }

  /**
   * Columns whose deviation is at least 1 however few rows there are: errors grow by its inverse.
   */
  private static double[] spreadOut(MatrixCase shape) {
    double[] values = new double[shape.rows() * shape.columns()];
    Arrays.setAll(values, i -> i / shape.columns() % 2 * 3 + Math.sin(i) / 2);
    return values;
  }
}
