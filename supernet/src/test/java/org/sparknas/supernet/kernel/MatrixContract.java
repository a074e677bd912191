package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.Closeness.plusTwo;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Products, columns and arithmetic of matrices equal the loops. */
interface MatrixContract extends KernelsUnderTest {

  int INNER = 19;

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void multipliesMatricesAsTheyAre(MatrixCase shape) {
    assertProduct(shape, false, false);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void multipliesATransposedLeftMatrix(MatrixCase shape) {
    assertProduct(shape, true, false);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void multipliesByATransposedRightMatrix(MatrixCase shape) {
    assertProduct(shape, false, true);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void multipliesTwoTransposedMatrices(MatrixCase shape) {
    assertProduct(shape, true, true);
  }

  private void assertProduct(MatrixCase shape, boolean transposeLeft, boolean transposeRight) {
    WatchedArrays arrays = shape.arrays();
    int rows = shape.rows();
    int columns = shape.columns();
    Matrix left = transposeLeft ? arrays.random(INNER, rows) : arrays.random(rows, INNER);
    Matrix right = transposeRight ? arrays.random(columns, INNER) : arrays.random(INNER, columns);
    Matrix result = arrays.output(rows, columns);

    arrays.run(() -> kernels().product(left, transposeLeft, right, transposeRight, result));

    double[] plainLeft =
        transposeLeft ? MatrixLoops.transpose(values(left), INNER, rows) : values(left);
    double[] plainRight =
        transposeRight ? MatrixLoops.transpose(values(right), columns, INNER) : values(right);
    assertClose(result, MatrixLoops.product(plainLeft, plainRight, rows, INNER, columns), INNER);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsATransposedProduct(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix left = arrays.random(shape.rows(), INNER);
    Matrix right = arrays.random(shape.rows(), shape.columns());
    Matrix result = arrays.filled(2, INNER, shape.columns());

    arrays.run(() -> kernels().addTransposedProduct(left, right, result));

    double[] transposed = MatrixLoops.transpose(values(left), shape.rows(), INNER);
    double[] product =
        MatrixLoops.product(
            transposed,
            values(right),
            /* rows= */ INNER,
            /* inner= */ shape.rows(),
            shape.columns());
    assertClose(result, plusTwo(product), shape.rows() + 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void copiesAndFills(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    Matrix copy = arrays.output(shape.rows(), shape.columns());
    Matrix filled = arrays.output(shape.rows(), shape.columns());

    arrays.run(() -> kernels().copy(matrix, copy));
    arrays.run(() -> kernels().fill(-0.5, filled));

    assertThat(values(copy)).isEqualTo(values(matrix));
    assertThat(values(filled)).containsOnly(-0.5);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void selectsColumns(MatrixCase shape) {
    int[] columns = everyOtherFromTheEnd(shape.columns());
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    Matrix result = arrays.output(shape.rows(), columns.length);

    arrays.run(() -> kernels().selectColumns(matrix, columns, ColumnRange.all(result)));

    double[] expected = MatrixLoops.select(values(matrix), columns, shape.rows(), shape.columns());
    assertThat(values(result)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void selectsAPermutationOfColumns(MatrixCase shape) {
    int[] columns =
        IntStream.range(0, shape.columns()).map(j -> (j * 2 + 1) % shape.columns()).toArray();
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    Matrix result = arrays.output(shape.rows(), columns.length);

    arrays.run(() -> kernels().selectColumns(matrix, columns, ColumnRange.all(result)));

    double[] expected = MatrixLoops.select(values(matrix), columns, shape.rows(), shape.columns());
    assertThat(values(result)).isEqualTo(expected);
  }

  /** Widths that fill vectors, that do not, that are narrower than one, and odd halves. */
  static Stream<Arguments> halves() {
    return Stream.of(8, 36, 58, 68, 96, 260)
        .flatMap(width -> Stream.of(1, 64, 131).map(rows -> new int[] {rows, width}))
        .flatMap(size -> Situation.all().map(where -> new MatrixCase(size[0], size[1], where)))
        .flatMap(shape -> Stream.of(0, 5).map(place -> Arguments.of(shape, place)));
  }

  /** What a block of ShuffleNet does: one half of channels shuffled in two groups; neighbours. */
  @ParameterizedTest
  @MethodSource("org.sparknas.supernet.kernel.MatrixContract#halves")
  default void selectsHalvesIntoSomeColumnsOfAResult(MatrixCase shape, int place) {
    int half = shape.columns() / 2;
    int[] shuffled = IntStream.range(half, 2 * half).map(out -> out % 2 * half + out / 2).toArray();
    int[] neighbours = IntStream.range(3, 3 + half).toArray();
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    for (int[] columns : List.of(shuffled, neighbours)) {
      Matrix result = arrays.filled(7, shape.rows(), half + 6);

      arrays.run(
          () -> kernels().selectColumns(matrix, columns, new ColumnRange(result, place, half)));

      double[] expected =
          MatrixLoops.select(values(matrix), columns, shape.rows(), shape.columns());
      int[] own = IntStream.range(place, place + half).toArray();
      int[] others =
          IntStream.range(0, half + 6).filter(j -> j < place || j >= place + half).toArray();
      assertThat(MatrixLoops.select(values(result), own, shape.rows(), half + 6))
          .isEqualTo(expected);
      assertThat(MatrixLoops.select(values(result), others, shape.rows(), half + 6))
          .containsOnly(7);
    }
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void spreadsColumns(MatrixCase shape) {
    int[] columns = everyOtherFromTheEnd(shape.columns());
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), columns.length);
    Matrix result = arrays.output(shape.rows(), shape.columns());

    arrays.run(() -> kernels().spreadColumns(matrix, columns, result));

    double[] expected = MatrixLoops.spread(values(matrix), columns, shape.rows(), shape.columns());
    assertThat(values(result)).isEqualTo(expected);
  }

  private static int[] everyOtherFromTheEnd(int width) {
    return IntStream.range(0, (width + 1) / 2).map(j -> width - 1 - 2 * j).toArray();
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsAndMultipliesElementByElement(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix left = arrays.random(shape.rows(), shape.columns());
    Matrix right = arrays.random(shape.rows(), shape.columns());
    Matrix sum = arrays.output(shape.rows(), shape.columns());
    Matrix product = arrays.output(shape.rows(), shape.columns());

    arrays.run(() -> kernels().add(left, right, sum));
    arrays.run(() -> kernels().multiply(left, right, product));

    ChannelLoops loops = shape.loops();
    assertClose(sum, loops.perElement(values(left), values(right), (c, x, y) -> x + y), 1);
    assertClose(product, loops.perElement(values(left), values(right), (c, x, y) -> x * y), 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsAndMultipliesInPlace(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix right = arrays.random(shape.rows(), shape.columns());
    Matrix result = arrays.filled(1.5, shape.rows(), shape.columns());

    arrays.run(() -> kernels().add(result, right, result));
    arrays.run(() -> kernels().multiply(result, right, result));

    assertClose(result, shape.loops().perElement(values(right), (c, x) -> (1.5 + x) * x), 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void addsAMultiple(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix matrix = arrays.random(shape.rows(), shape.columns());
    Matrix result = arrays.filled(1.5, shape.rows(), shape.columns());

    arrays.run(() -> kernels().addScaled(-0.3, matrix, result));

    assertClose(result, shape.loops().perElement(values(matrix), (c, x) -> 1.5 - 0.3 * x), 1);
  }

  @ParameterizedTest
  @MethodSource(MatrixCase.ALL)
  default void sumsAllProducts(MatrixCase shape) {
    WatchedArrays arrays = shape.arrays();
    Matrix left = arrays.random(shape.rows(), shape.columns());
    Matrix right = arrays.random(shape.rows(), shape.columns());

    double[] sum = new double[1];
    arrays.run(() -> sum[0] = kernels().dot(left, right));

    int summands = shape.rows() * shape.columns();
    double expected = MatrixLoops.product(values(left), values(right), 1, summands, 1)[0];
    double unit = shape.situation().type() == DataType.DOUBLE ? 0x1p-53 : 0x1p-24;
    // Each addition rounds a partial sum of at most about 2 · √n.
    assertThat(sum[0]).isCloseTo(expected, within(8 * unit * 2 * summands));
  }
}
