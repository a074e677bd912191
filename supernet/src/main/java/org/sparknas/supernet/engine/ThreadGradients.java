package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Storage;
import org.sparknas.supernet.module.Parameter;

/**
 * The gradients of parameters that stand in one storage: for each thread a vector in which it sums
 * its own, at the same places.
 */
public final class ThreadGradients implements AutoCloseable {

  /** How many numbers a thread takes at a time: what it touches stays in a core's cache. */
  static final int STRETCH = 1 << 16;

  private final Kernels kernels;
  private final Team team;
  private final List<Storage> vectors = new ArrayList<>();

  /**
   * @param length of the storage that holds the parameters
   */
  ThreadGradients(Kernels kernels, DataType type, long length, Team team) {
    this.kernels = kernels;
    this.team = team;
    for (int thread = 0; thread < team.size(); thread++) {
      Storage vector = Storage.allocate(type, length);
      kernels.fill(0, vector.row());
      vectors.add(vector);
    }
  }

  Matrix of(Parameter parameter, int thread) {
    Matrix value = parameter.value();
    return vectors.get(thread).matrix(value.offset(), value.rows(), value.columns());
  }

  /** The gradient of a parameter after {@link #gather}. */
  public Matrix of(Parameter parameter) {
    return of(parameter, 0);
  }

  /** The gathered vector. */
  public Storage gathered() {
    return vectors.get(0);
  }

  /** Adds a stretch of the other threads' vectors to the first's, in their order; zeros remain. */
  public void gather(int offset, int length) {
    forEachStretch(
        offset,
        length,
        (from, count) -> {
          List<Matrix> stretches = stretch(from, count);
          sum(kernels, stretches);
          stretches.stream().skip(1).forEach(taken -> kernels.fill(0, taken));
        });
  }

  /** Adds the other threads' to the first's, in their order. */
  static Matrix sum(Kernels kernels, List<Matrix> gradients) {
    Matrix sum = gradients.get(0);
    gradients.stream().skip(1).forEach(other -> kernels.add(sum, other, sum));
    return sum;
  }

  /** A stretch of each thread's vector. */
  List<Matrix> stretch(int offset, int length) {
    return vectors.stream().map(vector -> vector.matrix(offset, 1, length)).toList();
  }

  /** The sum of the squares of a stretch of the gathered vector. */
  double squares(int offset, int length) {
    Matrix stretch = vectors.get(0).matrix(offset, 1, length);
    return kernels.dot(stretch, stretch);
  }

  /** Sets a stretch of all vectors to zero. */
  public void clear(int offset, int length) {
    forEachStretch(
        offset,
        length,
        (from, count) -> vectors.forEach(v -> kernels.fill(0, v.matrix(from, 1, count))));
  }

  /** What is done with some numbers. */
  private interface StretchBody {
    void accept(int offset, int length);
  }

  private void forEachStretch(int offset, int length, StretchBody body) {
    int stretches = (length - 1) / STRETCH + 1;
    team.forEach(
        stretches,
        stretch -> {
          int from = stretch * STRETCH;
          body.accept(offset + from, Math.min(STRETCH, length - from));
        });
  }

  @Override
  public void close() {
    vectors.forEach(Storage::close);
  }
}
