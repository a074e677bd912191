package org.sparknas.supernet.kernel;

import java.util.Arrays;

/** Pooling as plain loops. Padding takes no part: it is neither a maximum nor counted. */
record PoolingLoops(Taps taps) {

  PoolingLoops(Size input, Window window) {
    this(new Taps(input, window));
  }

  double[] maximum(double[] input) {
    int[] winners = winners(input);
    return Arrays.stream(winners).mapToDouble(winner -> input[winner]).toArray();
  }

  double[] maximumGradient(double[] input, double[] outputGradient) {
    double[] gradient = new double[taps.input().length()];
    int[] winners = winners(input);
    for (int i = 0; i < winners.length; i++) {
      gradient[winners[i]] += outputGradient[i];
    }
    return gradient;
  }

  double[] average(double[] input) {
    double[] output = new double[taps.output().length()];
    int[] counts = counts();
    forEach((o, i) -> output[o] += input[i] / counts[o]);
    return output;
  }

  double[] averageGradient(double[] outputGradient) {
    double[] gradient = new double[taps.input().length()];
    int[] counts = counts();
    forEach((o, i) -> gradient[i] += outputGradient[o] / counts[o]);
    return gradient;
  }

  private int[] winners(double[] input) {
    int[] winners = new int[taps.output().length()];
    Arrays.fill(winners, -1);
    forEach(
        (o, i) -> {
          if (winners[o] < 0 || input[i] > input[winners[o]]) {
            winners[o] = i;
          }
        });
    return winners;
  }

  private int[] counts() {
    int[] counts = new int[taps.output().length()];
    forEach((o, i) -> counts[o]++);
    return counts;
  }

  private interface Pair {
    void visit(int output, int input);
  }

  private void forEach(Pair pair) {
    int channels = taps.input().channels();
    taps.forEach(
        (outputPixel, inputPixel, tap) -> {
          for (int c = 0; c < channels; c++) {
            pair.visit(outputPixel * channels + c, inputPixel * channels + c);
          }
        });
  }
}
