package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The loss is what its definition says, and its gradient is its slope. */
class SoftmaxCrossEntropyTest {

  private static final int[] LABELS = {2, 0, 3};

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5})
  void isTheCrossEntropyOfSmoothedTargets(double smoothing) {
    INDArray logits = new TestParameters(1).normal(3, 4);
    double[][] rows = logits.toDoubleMatrix();
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

    double loss = new SoftmaxCrossEntropy(smoothing).apply(logits, LABELS).loss();

    // a few roundings of double
    assertThat(loss).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void agreesWithFiniteDifferences(double smoothing) {
    SoftmaxCrossEntropy entropy = new SoftmaxCrossEntropy(smoothing);
    INDArray logits = new TestParameters(1).normal(3, 4);
    INDArray gradient = entropy.apply(logits, LABELS).gradient();

    new Slopes(() -> entropy.apply(logits, LABELS).loss()).check("logits", logits, gradient);
  }

  @Test
  void staysFiniteForLogitsWhoseExponentialsAreNot() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{1000, -1000, 0}});

    SoftmaxCrossEntropy.Result result = new SoftmaxCrossEntropy(0).apply(logits, new int[] {1});

    assertThat(result.loss()).isEqualTo(2000);
    assertThat(result.gradient().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, -1, 0}});
  }

  @Test
  void namesALabelOutOfRange() {
    INDArray logits = new TestParameters(1).normal(3, 4);
    SoftmaxCrossEntropy entropy = new SoftmaxCrossEntropy(0);

    assertThatThrownBy(() -> entropy.apply(logits, new int[] {0, 4, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label 4 of image 1: 0 to 3 are allowed");
    assertThatThrownBy(() -> entropy.apply(logits, new int[] {0, 1}))
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
