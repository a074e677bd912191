package org.sparknas.job.scoring;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many images a candidate classified right.
 *
 * @param correct the label was the first guess
 * @param correctTop5 the label was among the first five guesses
 */
public record Accuracy(long images, long correct, long correctTop5) implements Serializable {

  /** Share of right first guesses, 0 to 1. */
  public double top1() {
    return (double) correct / images;
  }

  /** Share of labels among the first five guesses, 0 to 1. */
  public double top5() {
    return (double) correctTop5 / images;
  }

  /** The accuracies of several candidates, each with the other of the same candidate. */
  static List<Accuracy> sums(List<Accuracy> some, List<Accuracy> others) {
    return IntStream.range(0, some.size()).mapToObj(i -> some.get(i).plus(others.get(i))).toList();
  }

  /** Both together. */
  public Accuracy plus(Accuracy other) {
    return new Accuracy(
        images + other.images, correct + other.correct, correctTop5 + other.correctTop5);
  }
}
