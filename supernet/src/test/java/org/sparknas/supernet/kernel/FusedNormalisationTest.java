package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batch norm with an activation behind it, fused in float, against ND4J's operations in double. */
class FusedNormalisationTest {
  /** Float's 6e-8 over a few operations on values up to about 5. */
  private static final double ROUNDING = 5e-6;

  private final Random random = new Random(1);

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, 5, 3",
    "RELU, 700, 5",
    "HARD_SIGMOID, 300, 17",
    "HARD_SWISH, 997, 57",
    "HARD_SWISH, 3, 1000",
    "RELU, 1, 1",
    "HARD_SWISH, 4096, 1"
  })
  void equalsTheSeparateOperations(ElementFunction function, int rows, int columns) {
    INDArray input = gaussian(rows, columns).muli(2).addi(1);
    INDArray gradient = gaussian(rows, columns);
    ChannelMoments moments = new Nd4jKernels().moments(input);
    INDArray gamma = gaussian(1, columns);
    INDArray beta = gaussian(1, columns);

    INDArray[] expected = run(new Nd4jKernels(), function, input, gradient, moments, gamma, beta);
    INDArray[] fused =
        run(
            new CpuKernels(),
            function,
            offsetView(input),
            offsetView(gradient),
            moments,
            gamma.castTo(DataType.FLOAT),
            beta.castTo(DataType.FLOAT));

    for (int i = 0; i < expected.length; i++) {
      // Sums over all rows round with the root of their number.
      double tolerance = ROUNDING * Math.sqrt(rows) * 10;
      double distance =
          expected[i].sub(fused[i].castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
      assertThat(distance).as("result %d", i).isCloseTo(0, within(tolerance));
    }
  }

  private static INDArray[] run(
      Kernels kernels,
      ElementFunction function,
      INDArray input,
      INDArray gradient,
      ChannelMoments moments,
      INDArray gamma,
      INDArray beta) {
    NormalisationRows rows = new NormalisationRows(moments.mean(), moments.variance(), gamma, beta);
    INDArray output = like(input);
    INDArray inputGradient = like(input);
    INDArray gammaGradient = like(gamma);
    INDArray betaGradient = like(beta);
    kernels.normalise(input, rows, function, output);
    kernels.normaliseGradient(
        input, gradient, rows, function, gammaGradient, betaGradient, inputGradient);
    return new INDArray[] {output, gammaGradient, betaGradient, inputGradient};
  }

  private static INDArray like(INDArray array) {
    return Nd4j.createUninitialized(array.dataType(), array.shape());
  }

  /** The same values in float, as a view into the middle of a larger buffer. */
  private static INDArray offsetView(INDArray matrix) {
    INDArray buffer = Nd4j.create(DataType.FLOAT, matrix.length() + 7);
    INDArray view =
        Nd4j.create(buffer.data(), matrix.shape(), new long[] {matrix.columns(), 1}, 5, 'c');
    return view.assign(matrix);
  }

  private INDArray gaussian(int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Nd4j.createFromArray(values).reshape('c', rows, columns);
  }
}
