package org.sparknas.supernet.kernel;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Kernels for the CPU and 32-bit floats: passes over memory in Java, on its vectors where the JVM
 * has them; products, and convolutions as such, and depthwise convolutions on oneDNN by the
 * shortest way. Everything else goes to ND4J.
 *
 * <p>They are made for one thread of the caller's on each core and no others: run ND4J with one
 * thread of its own ({@code OMP_NUM_THREADS=1}).
 */
public final class CpuKernels extends Nd4jKernels {

  /** Half of a core's own cache, and what the phases of a network were measured to like best. */
  private static final long PREFERRED_BYTES = 1_200_000;

  /** One for each thread, whatever engines run in it. */
  private static final ThreadLocal<CpuThread> THREAD = ThreadLocal.withInitial(CpuThread::new);

  @Override
  public long preferredBytes() {
    return PREFERRED_BYTES;
  }

  private static boolean isFloat(Matrix matrix) {
    return matrix.type() == DataType.FLOAT;
  }

  @Override
  public void product(
      Matrix left, boolean transposeLeft, Matrix right, boolean transposeRight, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().products().product(left, transposeLeft, right, transposeRight, result);
    } else {
      super.product(left, transposeLeft, right, transposeRight, result);
    }
  }

  @Override
  public void addTransposedProduct(Matrix left, Matrix right, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().products().addTransposed(left, right, result);
    } else {
      super.addTransposedProduct(left, right, result);
    }
  }

  @Override
  public void convolution(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    if (isFloat(weight)) {
      THREAD.get().convolution().forward(input, weight, window, output);
    } else {
      super.convolution(input, weight, window, output);
    }
  }

  @Override
  public void convolutionInputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    if (isFloat(weight)) {
      THREAD.get().convolution().inputGradient(outputGradient, weight, window, inputGradient);
    } else {
      super.convolutionInputGradient(outputGradient, weight, window, inputGradient);
    }
  }

  @Override
  public void convolutionWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    if (isFloat(weightGradient)) {
      THREAD.get().convolution().weightGradient(input, outputGradient, window, weightGradient);
    } else {
      super.convolutionWeightGradient(input, outputGradient, window, weightGradient);
    }
  }

  @Override
  public void depthwise(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    if (isFloat(weight) && CpuDepthwise.isPossible(window)) {
      THREAD.get().depthwise().forward(input, weight, window, output);
    } else {
      super.depthwise(input, weight, window, output);
    }
  }

  @Override
  public void depthwiseInputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    if (isFloat(weight) && CpuDepthwise.isPossible(window)) {
      THREAD.get().depthwise().inputGradient(outputGradient, weight, window, inputGradient);
    } else {
      super.depthwiseInputGradient(outputGradient, weight, window, inputGradient);
    }
  }

  @Override
  public void depthwiseWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    if (isFloat(weightGradient) && CpuDepthwise.isPossible(window)) {
      THREAD.get().depthwise().weightGradient(input, outputGradient, window, weightGradient);
    } else {
      super.depthwiseWeightGradient(input, outputGradient, window, weightGradient);
    }
  }

  @Override
  public void addRow(Matrix matrix, Matrix row, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().addRow(matrix, row, result);
    } else {
      super.addRow(matrix, row, result);
    }
  }

  @Override
  public void addColumnSums(Matrix matrix, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().addColumnSums(matrix, result);
    } else {
      super.addColumnSums(matrix, result);
    }
  }

  @Override
  public ChannelMoments moments(Matrix matrix) {
    if (isFloat(matrix)) {
      return THREAD.get().normalisation().moments(matrix);
    }
    return super.moments(matrix);
  }

  @Override
  public void normalise(
      Matrix matrix, NormalisationRows rows, ElementFunction function, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().normalisation().forward(matrix, rows, function, result);
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
    if (isFloat(result)) {
      return THREAD.get().normalisation().sums(input, outputGradient, rows, function, result);
    }
    return super.normalisationSums(input, outputGradient, rows, function, result);
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
      THREAD.get().normalisation().backward(input, gradient, rows, sums, count, inputGradient);
    } else {
      super.normaliseGradient(input, gradient, rows, sums, count, inputGradient);
    }
  }

  @Override
  public void apply(ElementFunction function, Matrix input, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().apply(function, input, result);
    } else {
      super.apply(function, input, result);
    }
  }

  @Override
  public void applyGradient(
      ElementFunction function, Matrix input, Matrix outputGradient, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().gradient(function, input, outputGradient, result);
    } else {
      super.applyGradient(function, input, outputGradient, result);
    }
  }

  @Override
  public void globalAverage(FeatureMap input, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().images().globalAverage(input, result);
    } else {
      super.globalAverage(input, result);
    }
  }

  @Override
  public void globalAverageGradient(Matrix outputGradient, FeatureMap inputGradient) {
    if (isFloat(outputGradient)) {
      THREAD.get().images().globalAverageGradient(outputGradient, inputGradient);
    } else {
      super.globalAverageGradient(outputGradient, inputGradient);
    }
  }

  @Override
  public void gate(FeatureMap input, Matrix gates, FeatureMap output) {
    if (isFloat(gates)) {
      THREAD.get().images().gate(input, gates, output);
    } else {
      super.gate(input, gates, output);
    }
  }

  @Override
  public void gateGradient(FeatureMap input, FeatureMap outputGradient, Matrix gatesGradient) {
    if (isFloat(gatesGradient)) {
      THREAD.get().images().gateGradient(input, outputGradient, gatesGradient);
    } else {
      super.gateGradient(input, outputGradient, gatesGradient);
    }
  }

  @Override
  public void selectColumns(Matrix matrix, int[] columns, ColumnRange result) {
    if (isFloat(matrix)) {
      THREAD.get().columns().select(matrix, columns, result);
    } else {
      super.selectColumns(matrix, columns, result);
    }
  }

  @Override
  public void spreadColumns(Matrix matrix, int[] columns, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().columns().spread(matrix, columns, result);
    } else {
      super.spreadColumns(matrix, columns, result);
    }
  }

  @Override
  public void copy(Matrix matrix, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().copy(matrix, result);
    } else {
      super.copy(matrix, result);
    }
  }

  @Override
  public void fill(double value, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().fill(value, result);
    } else {
      super.fill(value, result);
    }
  }

  @Override
  public void add(Matrix left, Matrix right, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().add(left, right, result);
    } else {
      super.add(left, right, result);
    }
  }

  @Override
  public void multiply(Matrix left, Matrix right, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().multiply(left, right, result);
    } else {
      super.multiply(left, right, result);
    }
  }

  @Override
  public void addScaled(double factor, Matrix matrix, Matrix result) {
    if (isFloat(result)) {
      THREAD.get().elements().addScaled(factor, matrix, result);
    } else {
      super.addScaled(factor, matrix, result);
    }
  }

  @Override
  public double dot(Matrix left, Matrix right) {
    if (isFloat(left)) {
      return THREAD.get().elements().dot(left, right);
    }
    return super.dot(left, right);
  }

  @Override
  public void descend(MomentumStep step, List<Matrix> gradients, Matrix velocities, Matrix values) {
    if (isFloat(values)) {
      THREAD.get().descent().run(step, gradients, velocities, values);
    } else {
      super.descend(step, gradients, velocities, values);
    }
  }
}
