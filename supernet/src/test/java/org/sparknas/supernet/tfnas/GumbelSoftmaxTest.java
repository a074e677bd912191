package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GumbelSoftmaxTest {
  private static final double[] LOGITS = {0.3, -1.2, 0.9, 0};

  @Test
  void operationsAreDrawnAsOftenAsTheirProbabilitiesSayWhateverTheTemperature() {
    double[] probabilities = Softmax.of(LOGITS);
    for (double temperature : new double[] {0.2, 5}) {
      SplittableRandom random = new SplittableRandom(11);
      int draws = 40_000;
      int[] counts = new int[LOGITS.length];
      for (int i = 0; i < draws; i++) {
        counts[GumbelSoftmax.draw(LOGITS, temperature, random).operation()]++;
      }
      double square = 0;
      for (int i = 0; i < counts.length; i++) {
        double expected = draws * probabilities[i];
        square += (counts[i] - expected) * (counts[i] - expected) / expected;
      }
      // Chi-square with three degrees of freedom: one in a thousand exceeds 16.3.
      assertThat(square).isLessThan(16.3);
    }
  }

  @Test
  void weightsSumToOneAndAreHardWhereItIsCold() {
    double[] warm = GumbelSoftmax.draw(LOGITS, 5, new SplittableRandom(3)).weights();
    double[] cold = GumbelSoftmax.draw(LOGITS, 0.001, new SplittableRandom(3)).weights();

    assertThat(Arrays.stream(warm).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(warm).max().orElseThrow()).isLessThan(0.6);
    assertThat(Arrays.stream(cold).max().orElseThrow()).isCloseTo(1, within(1e-6));
  }

  @Test
  void aSeedDrawsTheSame() {
    assertThat(GumbelSoftmax.draw(LOGITS, 1, new SplittableRandom(5)).weights())
        .isEqualTo(GumbelSoftmax.draw(LOGITS, 1, new SplittableRandom(5)).weights())
        .isNotEqualTo(GumbelSoftmax.draw(LOGITS, 1, new SplittableRandom(6)).weights());
  }

  @Test
  void theGradientAgreesWithFiniteDifferences() {
    double temperature = 0.7;
    double[] noise = GumbelSoftmax.noise(LOGITS.length, new SplittableRandom(1));
    double[] ofWeights = {1.5, -2, 0.25, 3};
    double[] gradient = GumbelSoftmax.of(LOGITS, temperature, noise).gradient(ofWeights);

    double step = 1e-5;
    for (int i = 0; i < LOGITS.length; i++) {
      double up = weighted(LOGITS, i, step, temperature, noise, ofWeights);
      double down = weighted(LOGITS, i, -step, temperature, noise, ofWeights);
      // The error of a central difference is of the order of the step's square.
      assertThat(gradient[i]).isCloseTo((up - down) / (2 * step), within(1e-8));
    }
  }

  private static double weighted(
      double[] logits, int moved, double by, double temperature, double[] noise, double[] factors) {
    double[] other = logits.clone();
    other[moved] += by;
    double[] weights = GumbelSoftmax.of(other, temperature, noise).weights();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * factors[i];
    }
    return sum;
  }
}
