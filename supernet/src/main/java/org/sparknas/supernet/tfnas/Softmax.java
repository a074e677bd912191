package org.sparknas.supernet.tfnas;

import java.util.Arrays;

/** The softmax and what belongs to it. */
final class Softmax {
  private Softmax() {}

  /** The probabilities of these logits. */
  static double[] of(double[] logits) {
    double most = Arrays.stream(logits).max().orElseThrow();
    double[] powers = Arrays.stream(logits).map(each -> Math.exp(each - most)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(each -> each / sum).toArray();
  }

  /** The logarithms of {@link #of}. */
  static double[] logarithms(double[] logits) {
    double most = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(each -> Math.exp(each - most)).sum();
    double norm = most + Math.log(sum);
    return Arrays.stream(logits).map(each -> each - norm).toArray();
  }

  /** The gradient of the logits, given that of the probabilities. */
  static double[] gradient(double[] probabilities, double[] gradient) {
    double mean = 0;
    for (int i = 0; i < probabilities.length; i++) {
      mean += probabilities[i] * gradient[i];
    }
    double[] result = new double[probabilities.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = probabilities[i] * (gradient[i] - mean);
    }
    return result;
  }

  /** The entropy in nats. */
  static double entropy(double[] probabilities) {
    return Arrays.stream(probabilities).filter(p -> p > 0).map(p -> -p * Math.log(p)).sum();
  }

  /** The index of the greatest value, the first of several. */
  static int argmax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
