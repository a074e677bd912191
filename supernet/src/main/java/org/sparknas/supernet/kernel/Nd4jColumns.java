package org.sparknas.supernet.kernel;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Choices of a matrix's columns: a strided copy where they lie at equal distances, else a product
 * with a 0/1 matrix. ND4J's {@code gather} is two to ten times slower than either.
 */
final class Nd4jColumns {

  void select(INDArray matrix, int[] columns, ColumnRange result) {
    result.requirePlaces(columns);
    INDArray target = result.matrix().array();
    Optional<INDArray> view = equallySpaced(matrix, columns);
    if (view.isPresent()) {
      range(target, result.first(), result.count()).assign(view.get());
    } else if (result.isWhole()) {
      product(matrix, selection(matrix, columns, matrix.columns()), false, target);
    } else {
      INDArray selected =
          Nd4j.createUninitialized(matrix.dataType(), matrix.rows(), columns.length);
      product(matrix, selection(matrix, columns, matrix.columns()), false, selected);
      range(target, result.first(), result.count()).assign(threeDimensional(selected));
    }
  }

  private static INDArray range(INDArray matrix, int first, int count) {
    return threeDimensional(matrix)
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(first, first + count));
  }

  void spread(INDArray matrix, int[] columns, INDArray result) {
    Optional<INDArray> view = equallySpaced(result, columns);
    if (view.isPresent()) {
      result.assign(0);
      view.get().assign(threeDimensional(matrix));
    } else {
      product(matrix, selection(matrix, columns, result.columns()), true, result);
    }
  }

  /** The columns as a view {@code [rows, 1, n]}, if they are first, first + step, and so on. */
  private static Optional<INDArray> equallySpaced(INDArray matrix, int[] columns) {
    int step = columns.length == 1 ? 1 : columns[1] - columns[0];
    for (int j = 0; j < columns.length; j++) {
      if (step < 1 || columns[j] != columns[0] + j * step) {
        return Optional.empty();
      }
    }
    int end = columns[columns.length - 1] + 1;
    INDArrayIndex range =
        step == 1
            ? NDArrayIndex.interval(columns[0], end)
            : NDArrayIndex.interval(columns[0], step, end);
    return Optional.of(threeDimensional(matrix).get(NDArrayIndex.all(), NDArrayIndex.all(), range));
  }

  /** ND4J copies columns of two dimensions up to ten times slower than of three. */
  private static INDArray threeDimensional(INDArray matrix) {
    return matrix.reshape('c', matrix.rows(), 1, matrix.columns());
  }

  private static INDArray selection(INDArray matrix, int[] columns, int width) {
    INDArray selection = Nd4j.zeros(matrix.dataType(), width, columns.length);
    for (int j = 0; j < columns.length; j++) {
      selection.putScalar(columns[j], j, 1);
    }
    return selection;
  }

  private static void product(
      INDArray left, INDArray right, boolean transposeRight, INDArray result) {
    Nd4jOperation.named("matmul").integers(0, transposeRight ? 1 : 0, 0).run(result, left, right);
  }
}
