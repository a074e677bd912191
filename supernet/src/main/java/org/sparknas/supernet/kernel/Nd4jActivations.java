package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/** Activations on ND4J, in as few passes over memory as its operations allow. */
final class Nd4jActivations {

  private static final double KINK = 3;

  void relu(INDArray input, INDArray result) {
    Nd4jOperation.named("relu").numbers(0).run(result, input);
  }

  void reluGradient(INDArray input, INDArray outputGradient, INDArray result) {
    exceeds(input, 0, result);
    result.muli(outputGradient);
  }

  void hardSigmoid(INDArray input, INDArray result) {
    ramp(input, result);
    scale(result, 1 / 6.0);
  }

  void hardSigmoidGradient(INDArray input, INDArray outputGradient, INDArray result) {
    INDArray above = Nd4j.createUninitialized(input.dataType(), input.shape());
    exceeds(input, -KINK, result);
    reaches(input, KINK, above);
    result.subi(above);
    result.muli(outputGradient);
    scale(result, 1 / 6.0);
  }

  void hardSwish(INDArray input, INDArray result) {
    ramp(input, result);
    result.muli(input);
    scale(result, 1 / 6.0);
  }

  /**
   * On the ramp the slope is (2x + 3) / 6, below it 0 and above it 1. With r = clip(x + 3, 0, 6)
   * all three are (r − 1.5 · ([x > −3] + [x ≥ 3])) / 3.
   */
  void hardSwishGradient(INDArray input, INDArray outputGradient, INDArray result) {
    INDArray step = Nd4j.createUninitialized(input.dataType(), input.shape());
    ramp(input, result);
    exceeds(input, -KINK, step);
    addScaled(-1.5, step, result);
    reaches(input, KINK, step);
    addScaled(-1.5, step, result);
    result.muli(outputGradient);
    scale(result, 1 / 3.0);
  }

  /** {@code clip(x + 3, 0, 6)}. */
  private static void ramp(INDArray input, INDArray result) {
    Nd4j.getExecutioner().exec(new ScalarAdd(input, null, result, KINK));
    Nd4jOperation.named("relu6").numbers(0).run(result, result);
  }

  /** 1 where x > threshold, else 0. */
  private static void exceeds(INDArray input, double threshold, INDArray result) {
    Nd4j.getExecutioner().exec(new Step(input, result, threshold));
  }

  /** 1 where x ≥ threshold, else 0. */
  private static void reaches(INDArray input, double threshold, INDArray result) {
    boolean wide = input.dataType() == DataType.DOUBLE;
    exceeds(input, wide ? Math.nextDown(threshold) : Math.nextDown((float) threshold), result);
  }

  private static void scale(INDArray result, double factor) {
    Nd4j.getExecutioner().exec(new ScalarMultiplication(result, null, result, factor));
  }

  static void addScaled(double factor, INDArray matrix, INDArray result) {
    Nd4j.getBlasWrapper().level1().axpy(matrix.length(), factor, matrix, result);
  }
}
