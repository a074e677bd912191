package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/** Batch norm where the JVM has no vectors. */
class FusedNormalisationTest implements NormalisationContract {

  @Override
  public Kernels kernels() {
    return new PlainKernels();
  }

  private static final class PlainKernels extends Nd4jKernels {
    private final FusedNormalisation plain = new FusedNormalisation(new ArrayNormalisation());

    @Override
    public ChannelMoments moments(Matrix matrix) {
      return isFloat(matrix) ? plain.moments(matrix) : super.moments(matrix);
    }

    @Override
    public void normalise(
        Matrix matrix, NormalisationRows rows, ElementFunction function, Matrix result) {
      if (isFloat(matrix)) {
        plain.forward(matrix, rows, function, result);
      } else {
        super.normalise(matrix, rows, function, result);
      }
    }

    @Override
    public NormalisationSums normalisationSums(
        Matrix input,
        Matrix outputGradient,
        NormalisationRows rows,
        ElementFunction function,
        Matrix result) {
      return isFloat(input)
          ? plain.sums(input, outputGradient, rows, function, result)
          : super.normalisationSums(input, outputGradient, rows, function, result);
    }

    @Override
    public void normaliseGradient(
        Matrix input,
        Matrix gradient,
        NormalisationRows rows,
        NormalisationSums sums,
        long count,
        Matrix inputGradient) {
      if (isFloat(input)) {
        plain.backward(input, gradient, rows, sums, count, inputGradient);
      } else {
        super.normaliseGradient(input, gradient, rows, sums, count, inputGradient);
      }
    }

    private static boolean isFloat(Matrix matrix) {
      return matrix.type() == DataType.FLOAT;
    }
  }
}
