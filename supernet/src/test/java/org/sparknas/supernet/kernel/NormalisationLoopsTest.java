package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Batch norm rounds alike whether the JVM has vectors or not. */
class NormalisationLoopsTest {

  /** The loops take 16 tiles of about 1,000 numbers at once, and 64 between folds of sums. */
  private static final int[][] SHAPES = {
    {1, 1},
    {1, 15},
    {1, 16},
    {1, 17},
    {3, 5},
    {1000, 1},
    {17, 64},
    {40, 83},
    {241, 83},
    {9, 1000},
    {18, 1008},
    {19, 1024},
    {3, 1500},
    {5, 2049},
    {400, 144},
    {600, 144},
    {70, 1001},
  };

  /** With those of ordinary size, numbers that masks and polynomials may stumble over. */
  private static final float[] EXTREMES = {0f, -0f, 1e-20f, -1e-20f, 6f, -3f, 3f, 1e4f, -1e4f};

  private final Random random = new Random(7);

  static Stream<Arguments> cases() {
    return Arrays.stream(SHAPES)
        .flatMap(
            shape ->
                Arrays.stream(ElementFunction.values())
                    .map(function -> Arguments.of(shape[0], shape[1], function)));
  }

  static Stream<Arguments> shapes() {
    return Arrays.stream(SHAPES).map(shape -> Arguments.of(shape[0], shape[1]));
  }

  @Test
  void takesVectorsWhereTheJvmHasThem() {
    assertThat(NormalisationLoops.fastest()).isInstanceOf(VectorNormalisation.class);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void addDistancesAlike(int rows, int columns) {
    Matrix input = numbers(rows, columns);
    ChannelMoments plain = plain().moments(input);
    ChannelMoments vectors = vectors().moments(input);

    assertThat(vectors.mean()).isEqualTo(plain.mean());
    assertThat(vectors.variance()).isEqualTo(plain.variance());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void normaliseAlike(int rows, int columns, ElementFunction function) {
    Matrix input = numbers(rows, columns);
    NormalisationRows statistics = statistics(columns);
    Matrix plain = numbers(rows, columns);
    Matrix vectors = numbers(rows, columns);

    plain().forward(input, statistics, function, plain);
    vectors().forward(input, statistics, function, vectors);

    assertThat(bits(vectors)).isEqualTo(bits(plain));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void differentiateAlike(int rows, int columns, ElementFunction function) {
    Matrix input = numbers(rows, columns);
    Matrix gradient = numbers(rows, columns);
    NormalisationRows statistics = statistics(columns);
    Matrix plain = numbers(rows, columns);
    Matrix vectors = numbers(rows, columns);

    NormalisationSums plainSums = plain().sums(input, gradient, statistics, function, plain);
    NormalisationSums vectorSums = vectors().sums(input, gradient, statistics, function, vectors);
    assertThat(bits(vectors)).isEqualTo(bits(plain));
    assertThat(vectorSums.gradient()).isEqualTo(plainSums.gradient());
    assertThat(vectorSums.product()).isEqualTo(plainSums.product());

    plain().backward(input, plain, statistics, plainSums, rows, plain);
    vectors().backward(input, vectors, statistics, vectorSums, rows, vectors);
    assertThat(bits(vectors)).isEqualTo(bits(plain));
  }

  /** Java compiles a loop after some ten thousand rounds, and only then uses the processor's. */
  @ParameterizedTest
  @EnumSource
  void stayAlikeWhenCompiled(ElementFunction function) {
    for (int i = 0; i < 30; i++) {
      normaliseAlike(400, 148, function);
      differentiateAlike(400, 148, function);
    }
  }

  /** A second pass finds the memory of the first in its scratch arrays. */
  @Test
  void keepNothingOfThePassBefore() {
    FusedNormalisation used = vectors();
    used.moments(numbers(1000, 17));
    Matrix input = numbers(61, 17);

    assertThat(used.moments(input).mean()).isEqualTo(plain().moments(input).mean());
  }

  private static FusedNormalisation plain() {
    return new FusedNormalisation(new ArrayNormalisation());
  }

  private static FusedNormalisation vectors() {
    return new FusedNormalisation(new VectorNormalisation());
  }

  /** In the middle of other memory, as an arena's are. */
  private Matrix numbers(int rows, int columns) {
    Matrix matrix =
        Storage.allocate(DataType.FLOAT, (long) rows * columns + 8).matrix(3, rows, columns);
    matrix.assign(
        IntStream.range(0, matrix.length())
            .mapToDouble(
                i -> i % 5 == 0 ? EXTREMES[i / 5 % EXTREMES.length] : 4 * random.nextGaussian())
            .toArray());
    return matrix;
  }

  /** Some columns pass what they are given to the function as it is. */
  private NormalisationRows statistics(int columns) {
    double[] mean = random.doubles(columns, -1, 1).map(x -> x < 0 ? 0 : x).toArray();
    double[] variance =
        random
            .doubles(columns, 0, 2)
            .map(x -> x < 0.5 ? 1 - NormalisationRows.EPSILON : x)
            .toArray();
    double[] gamma = random.doubles(columns, -1, 2).map(x -> x < 1 ? 1 : x).toArray();
    double[] beta = random.doubles(columns, -1, 1).map(x -> x < 0.3 ? 0 : x).toArray();
    return new NormalisationRows(mean, variance, gamma, beta);
  }

  /** So that 0 is not −0. */
  private static int[] bits(Matrix matrix) {
    return Arrays.stream(matrix.values()).mapToInt(x -> Float.floatToIntBits((float) x)).toArray();
  }
}
