package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernels for the CPU: ND4J's, but batch norm and the activation behind it in fused passes of plain
 * Java, which read and write memory two to five times less. For 32-bit floats; others go to ND4J.
 */
public final class CpuKernels extends Nd4jKernels {

  @Override
  public ChannelMoments moments(INDArray matrix) {
    return matrix.dataType() == DataType.FLOAT
        ? FusedNormalisation.moments(matrix)
        : super.moments(matrix);
  }

  @Override
  public void normalise(INDArray matrix, NormalisationRows rows, INDArray result) {
    if (matrix.dataType() == DataType.FLOAT) {
      normalise(matrix, rows, ElementFunction.IDENTITY, result);
    } else {
      super.normalise(matrix, rows, result);
    }
  }

  @Override
  public void normalise(
      INDArray matrix, NormalisationRows rows, ElementFunction function, INDArray result) {
    if (matrix.dataType() == DataType.FLOAT) {
      new FusedNormalisation(rows, function).forward(matrix, result);
    } else {
      super.normalise(matrix, rows, function, result);
    }
  }

  @Override
  public void normaliseGradient(
      INDArray input,
      INDArray outputGradient,
      NormalisationRows rows,
      INDArray gammaGradient,
      INDArray betaGradient,
      INDArray inputGradient) {
    if (input.dataType() == DataType.FLOAT) {
      normaliseGradient(
          input,
          outputGradient,
          rows,
          ElementFunction.IDENTITY,
          gammaGradient,
          betaGradient,
          inputGradient);
    } else {
      super.normaliseGradient(
          input, outputGradient, rows, gammaGradient, betaGradient, inputGradient);
    }
  }

  @Override
  public void normaliseGradient(
      INDArray input,
      INDArray outputGradient,
      NormalisationRows rows,
      ElementFunction function,
      INDArray gammaGradient,
      INDArray betaGradient,
      INDArray inputGradient) {
    if (input.dataType() == DataType.FLOAT) {
      FusedNormalisation fused = new FusedNormalisation(rows, function);
      fused.sums(input, outputGradient, gammaGradient, betaGradient);
      fused.backward(input, outputGradient, gammaGradient, betaGradient, inputGradient);
    } else {
      super.normaliseGradient(
          input, outputGradient, rows, function, gammaGradient, betaGradient, inputGradient);
    }
  }
}
