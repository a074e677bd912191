package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps with momentum equal the textbook's. */
interface DescentContract extends KernelsUnderTest {
  double RATE = 0.3;
  double MOMENTUM = 0.7;
  double SCALE = 0.5;
  double DECAY = 0.2;

  /** Sums, products and a value or two more. */
  int SUMMANDS = 8;

  static Stream<Arguments> situations() {
    return MatrixCase.all()
        .filter(shape -> shape.rows() == 1 || shape.rows() == 588)
        .flatMap(shape -> Stream.of(1, 2, 3).map(threads -> Arguments.of(shape, threads)));
  }

  /** A gradient of each thread, and all that a step changes. */
  record Vectors(WatchedArrays arrays, List<Matrix> gradients, Matrix velocities, Matrix values) {

    static Vectors of(MatrixCase shape, int threads) {
      int length = shape.rows() * shape.columns();
      WatchedArrays arrays = shape.arrays();
      return new Vectors(
          arrays,
          Stream.generate(() -> arrays.copy(arrays.random(1, length))).limit(threads).toList(),
          arrays.copy(arrays.random(1, length)),
          arrays.copy(arrays.random(1, length)));
    }

    /** Scaled, and with decay. */
    double[] gradient() {
      double[] sum = WatchedArrays.values(values).clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] *= DECAY;
      }
      for (Matrix gradient : gradients) {
        double[] mine = WatchedArrays.values(gradient);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += SCALE * mine[i];
        }
      }
      return sum;
    }
  }

  @ParameterizedTest
  @MethodSource("org.sparknas.supernet.kernel.DescentContract#situations")
  default void movesAsPlainMomentumDoes(MatrixCase shape, int threads) {
    Vectors vectors = Vectors.of(shape, threads);
    double[] gradient = vectors.gradient();
    double[] velocity = values(vectors.velocities());
    double[] value = values(vectors.values());
    for (int i = 0; i < value.length; i++) {
      velocity[i] = MOMENTUM * velocity[i] + gradient[i];
      value[i] -= RATE * velocity[i];
    }
    assertMoves(MomentumStep.plain(RATE, MOMENTUM), vectors, velocity, value);
  }

  @ParameterizedTest
  @MethodSource("org.sparknas.supernet.kernel.DescentContract#situations")
  default void movesAsNesterovsMomentumDoes(MatrixCase shape, int threads) {
    Vectors vectors = Vectors.of(shape, threads);
    double[] gradient = vectors.gradient();
    double[] velocity = values(vectors.velocities());
    double[] value = values(vectors.values());
    for (int i = 0; i < value.length; i++) {
      double before = velocity[i];
      velocity[i] = MOMENTUM * before - RATE * gradient[i];
      value[i] += (1 + MOMENTUM) * velocity[i] - MOMENTUM * before;
    }
    assertMoves(MomentumStep.nesterov(RATE, MOMENTUM), vectors, velocity, value);
  }

  private void assertMoves(MomentumStep step, Vectors vectors, double[] velocity, double[] value) {
    MomentumStep decaying = step.of(SCALE, DECAY);
    vectors
        .arrays()
        .run(
            () ->
                kernels()
                    .descend(
                        decaying, vectors.gradients(), vectors.velocities(), vectors.values()));

    assertClose(vectors.velocities(), velocity, SUMMANDS);
    assertClose(vectors.values(), value, SUMMANDS);
    assertThat(vectors.gradients()).allSatisfy(each -> assertThat(values(each)).containsOnly(0));
  }
}
