package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums, statistics and normalisation of channels equal the loops. */
interface ChannelContract extends KernelsUnderTest {

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsARowToEachRow(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    INDArray matrix = arrays.random(shape.rows(), shape.columns());
    INDArray row = arrays.random(1, shape.columns());
    INDArray result = arrays.output(shape.rows(), shape.columns());

    arrays.run(() -> kernels().addRow(matrix, row, result));

    double[] addend = values(row);
    assertClose(result, shape.loops().perElement(values(matrix), (c, x) -> x + addend[c]), 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsARowInPlace(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    INDArray result = arrays.output(shape.rows(), shape.columns()).assign(2);
    INDArray row = arrays.random(1, shape.columns());

    arrays.run(() -> kernels().addRow(result, row, result));

    double[] addend = values(row);
    double[] twos = new double[shape.rows() * shape.columns()];
    assertClose(result, shape.loops().perElement(twos, (c, x) -> 2 + addend[c]), 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void sumsColumns(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    INDArray matrix = arrays.random(shape.rows(), shape.columns());
    INDArray result = arrays.output(1, shape.columns());

    arrays.run(() -> kernels().columnSums(matrix, result));

    assertClose(result, shape.loops().sums(values(matrix)), shape.rows());
  }

  /** A mean a hundred times the deviation is where Σx²/n − mean² would lose four digits. */
  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void findsMomentsFarFromZero(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    double[] far = new double[shape.rows() * shape.columns()];
    Arrays.setAll(far, i -> 100 + Math.sin(i));
    INDArray matrix = arrays.of(shape.rows(), shape.columns(), far);

    ChannelMoments[] moments = new ChannelMoments[1];
    arrays.run(() -> moments[0] = kernels().moments(matrix));

    double[] means = shape.loops().means(values(matrix));
    double[] variances = shape.loops().variances(values(matrix));
    double unit = shape.situation().type() == DataType.DOUBLE ? 0x1p-53 : 0x1p-24;
    // The rounded mean m shifts the variance by (m - mean)² only; the rest is a sum of squares.
    double meanTolerance = 100 * 8 * unit * Math.sqrt(shape.rows());
    double varianceTolerance = 100 * 8 * unit + meanTolerance * meanTolerance;
    assertThat(moments[0].count()).isEqualTo(shape.rows());
    assertThat(moments[0].mean()).containsExactly(means, within(meanTolerance));
    assertThat(moments[0].variance()).containsExactly(variances, within(varianceTolerance));
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void normalises(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    INDArray matrix = arrays.random(shape.rows(), shape.columns());
    NormalisationRows rows = statistics(arrays, shape);
    INDArray result = arrays.output(shape.rows(), shape.columns());

    arrays.run(() -> kernels().normalise(matrix, rows, result));

    double[] expected =
        shape
            .loops()
            .normalise(
                values(matrix),
                rows.mean(),
                rows.variance(),
                values(rows.gamma()),
                values(rows.beta()));
    assertClose(result, expected, 1);
  }

  private static NormalisationRows statistics(WatchedArrays arrays, MatrixCase shape) {
    double[] variances = new double[shape.columns()];
    Arrays.setAll(variances, c -> 0.25 + c % 3);
    return new NormalisationRows(
        values(arrays.random(1, shape.columns())),
        variances,
        arrays.random(1, shape.columns()),
        arrays.random(1, shape.columns()));
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void differentiatesNormalisationWithTheBatchsStatistics(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    INDArray input = arrays.of(shape.rows(), shape.columns(), spreadOut(shape));
    INDArray outputGradient = arrays.random(shape.rows(), shape.columns());
    INDArray gamma = arrays.random(1, shape.columns());
    ChannelLoops loops = shape.loops();
    NormalisationRows rows =
        new NormalisationRows(
            loops.means(values(input)),
            loops.variances(values(input)),
            gamma,
            arrays.random(1, shape.columns()));
    INDArray gammaGradient = arrays.output(1, shape.columns());
    INDArray betaGradient = arrays.output(1, shape.columns());
    INDArray inputGradient = arrays.output(shape.rows(), shape.columns());

    arrays.run(
        () ->
            kernels()
                .normaliseGradient(
                    input, outputGradient, rows, gammaGradient, betaGradient, inputGradient));

    assertClose(
        gammaGradient, loops.gammaGradient(values(input), values(outputGradient)), shape.rows());
    assertClose(betaGradient, loops.sums(values(outputGradient)), shape.rows());
    assertClose(
        inputGradient,
        loops.inputGradient(values(input), values(outputGradient), values(gamma)),
        shape.rows());
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
