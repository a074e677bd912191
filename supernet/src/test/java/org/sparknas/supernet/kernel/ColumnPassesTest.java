package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Columns are the same where the JVM has no vectors. */
class ColumnPassesTest {
  private static final int WIDTH = 84;
  private static final int ROWS = 70;

  private static double[] selected(boolean hasVectors, int[] columns) {
    Matrix matrix = Matrix.allocate(DataType.FLOAT, ROWS, WIDTH);
    double[] values = new double[ROWS * WIDTH];
    Arrays.setAll(values, i -> i);
    matrix.assign(values);
    Matrix result = Matrix.allocate(DataType.FLOAT, ROWS, WIDTH);
    result.assign(new double[ROWS * WIDTH]);
    new ColumnPasses(hasVectors)
        .select(matrix, columns, new ColumnRange(result, 3, columns.length));
    return result.values();
  }

  @Test
  void vectorsChangeNothing() {
    int[] neighbours = IntStream.range(5, 40).toArray();
    int[] interleaved = IntStream.range(0, 42).map(j -> j % 2 * 42 + j / 2).toArray();

    assertThat(selected(false, neighbours)).isEqualTo(selected(true, neighbours));
    assertThat(selected(false, interleaved)).isEqualTo(selected(true, interleaved));
    assertThat(selected(false, interleaved)[WIDTH + 4]).isEqualTo(WIDTH + 42);
  }

  @Test
  void aRangeOfAnotherWidthIsRefused() {
    Matrix matrix = Matrix.allocate(DataType.FLOAT, 1, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ColumnPasses(true)
                    .select(matrix, new int[] {0, 1}, new ColumnRange(matrix, 0, 3)))
        .withMessage("2 columns for a range of 3");
  }
}
