package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.Closeness.plusTwo;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Sums, statistics and normalisation of channels equal the loops. */
interface ChannelContract extends KernelsUnderTest {

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsARowToEachRow(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    Matrix row = arrays.random(1, shape.columns());
    Matrix result = arrays.output(shape.rows(), shape.columns());

    arrays.run(() -> kernels().addRow(matrix, row, result));

    double[] addend = values(row);
    assertClose(result, shape.loops().perElement(values(matrix), (c, x) -> x + addend[c]), 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsARowInPlace(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix result = arrays.filled(2, shape.rows(), shape.columns());
    Matrix row = arrays.random(1, shape.columns());

    arrays.run(() -> kernels().addRow(result, row, result));

    double[] addend = values(row);
    double[] twos = new double[shape.rows() * shape.columns()];
    assertClose(result, shape.loops().perElement(twos, (c, x) -> 2 + addend[c]), 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsSumsOfColumns(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    Matrix result = arrays.filled(2, 1, shape.columns());

    arrays.run(() -> kernels().addColumnSums(matrix, result));

    assertClose(result, plusTwo(shape.loops().sums(values(matrix))), shape.rows() + 1);
  }

  /** A mean a hundred times the deviation is where Σx²/n − mean² would lose four digits. */
  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void findsMomentsFarFromZero(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    double[] far = new double[shape.rows() * shape.columns()];
    Arrays.setAll(far, i -> 100 + Math.sin(i));
    Matrix matrix = arrays.of(shape.rows(), shape.columns(), far);

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
}
