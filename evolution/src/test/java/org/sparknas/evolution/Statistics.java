package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/**
 * Bounds that a correct operator leaves about once in a million seeds. Seeds are fixed, so a test
 * either always passes or always fails.
 */
final class Statistics {

  /**
   * Standard normal quantile: beyond plus or minus 5 lie 5.7e-7. For binomial counts of thousands
   * the normal approximation is good enough at that distance.
   */
  private static final double SIGMAS = 5;

  private Statistics() {}

  /** Asserts that a count of successes fits a binomial distribution. */
  static void assertBinomial(String what, int successes, int trials, double probability) {
    double deviation = Math.sqrt(trials * probability * (1 - probability));
    assertThat((successes - trials * probability) / deviation)
        .as("%s: %d of %d at probability %s, in deviations", what, successes, trials, probability)
        .isBetween(-SIGMAS, SIGMAS);
  }

  /**
   * Asserts that counts are uniform: Pearson's statistic is chi-squared with one degree of freedom
   * less than cells. Its cube root is nearly normal (Wilson and Hilferty): the mean of {@code
   * cbrt(x / k)} is {@code 1 - 2/(9k)}, its variance {@code 2/(9k)}.
   */
  static void assertUniform(String what, int[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    double pearson =
        Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    double degrees = counts.length - 1;
    double variance = 2 / (9 * degrees);
    double normal = (Math.cbrt(pearson / degrees) - (1 - variance)) / Math.sqrt(variance);
    assertThat(normal)
        .as("%s: %s uniform, chi-squared %s", what, Arrays.toString(counts), pearson)
        .isLessThan(SIGMAS);
  }
}
