package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.kernel.Matrix;

/** The loss is what its definition says, and its gradient is its slope. */
class SoftmaxCrossEntropyTest {

  private static final int[] LABELS = {2, 0, 3};

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5})
  void isTheCrossEntropyOfSmoothedTargets(double smoothing) {
    Matrix logits = new TestParameters(1).normal(3, 4);
    double[][] rows = new double[3][];
    for (int n = 0; n < 3; n++) {
      rows[n] = logits.rows(n, 1).values();
    }
    double expected = 0;
    for (int n = 0; n < 3; n++) {
      double sum = 0;
      for (double logit : rows[n]) {
        sum += Math.exp(logit);
      }
      for (int k = 0; k < 4; k++) {
        double target = k == LABELS[n] ? 1 - smoothing + smoothing / 4 : smoothing / 4;
        expected -= target * Math.log(Math.exp(rows[n][k]) / sum) / 3;
      }
    }

    double loss = new SoftmaxCrossEntropy(smoothing).apply(logits, LABELS, gradient(logits));

    // a few roundings of double
    assertThat(loss).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void agreesWithFiniteDifferences(double smoothing) {
    SoftmaxCrossEntropy entropy = new SoftmaxCrossEntropy(smoothing);
    Matrix logits = new TestParameters(1).normal(3, 4);
    Matrix gradient = gradient(logits);
    entropy.apply(logits, LABELS, gradient);
    double[] found = gradient.values();

    new Slopes(() -> entropy.apply(logits, LABELS, gradient)).check("logits", logits, found);
  }

  private static Matrix gradient(Matrix logits) {
    return Matrix.allocate(logits.type(), logits.rows(), logits.columns());
  }

  @Test
  void staysFiniteForLogitsWhoseExponentialsAreNot() {
    Matrix logits = Matrix.allocate(DataType.FLOAT, 1, 3);
    logits.assign(new double[] {1000, -1000, 0});
    Matrix gradient = gradient(logits);

    double loss = new SoftmaxCrossEntropy(0).apply(logits, new int[] {1}, gradient);

    assertThat(loss).isEqualTo(2000);
    assertThat(gradient.values()).containsExactly(1, -1, 0);
  }

  @Test
  void namesALabelOutOfRange() {
    Matrix logits = new TestParameters(1).normal(3, 4);
    SoftmaxCrossEntropy entropy = new SoftmaxCrossEntropy(0);

    assertThatThrownBy(() -> entropy.apply(logits, new int[] {0, 4, 1}, gradient(logits)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label 4 of image 1: 0 to 3 are allowed");
    assertThatThrownBy(() -> entropy.apply(logits, new int[] {0, 1}, gradient(logits)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 labels for 3 images");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void namesASmoothingOutOfRange(double smoothing) {
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(smoothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(smoothing));
  }
}
