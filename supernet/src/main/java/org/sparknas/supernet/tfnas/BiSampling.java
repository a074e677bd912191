package org.sparknas.supernet.tfnas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Bi-sampling: the paths of a weight step. The first is drawn by the operations' probabilities, the
 * second among what the first left in each block, so that operations which are seldom drawn learn
 * too.
 *
 * @param second how the second path is chosen
 */
public record BiSampling(SecondPath second) {
  /** Throws {@link NullPointerException} without a second path. */
  public BiSampling {
    Objects.requireNonNull(second, "second");
  }

  /**
   * The operations of each block on both paths.
   *
   * @param second empty where there is no second path
   */
  public record Paths(List<Integer> first, List<Integer> second) implements Serializable {
    /** Copies the lists. */
    public Paths {
      first = List.copyOf(first);
      second = List.copyOf(second);
    }

    /** The one path, or both. */
    public List<List<Integer>> all() {
      return second.isEmpty() ? List.of(first) : List.of(first, second);
    }
  }

  /** Draws both; a generator of the same seed draws the same. */
  public Paths draw(ArchitectureParameters parameters, RandomGenerator random) {
    List<Integer> first = new ArrayList<>();
    for (int place = 0; place < parameters.places(); place++) {
      // The temperature does not change which operation has the greatest weight.
      first.add(GumbelSoftmax.draw(parameters.operations(place), 1, random).operation());
    }
    if (second == SecondPath.NONE) {
      return new Paths(first, List.of());
    }
    List<Integer> other = new ArrayList<>();
    for (int place = 0; place < parameters.places(); place++) {
      other.add(other(parameters.operations(place), first.get(place), random));
    }
    return new Paths(first, other);
  }

  /** Another operation; the only one where there is just one. */
  private int other(double[] logits, int used, RandomGenerator random) {
    int[] left = IntStream.range(0, logits.length).filter(each -> each != used).toArray();
    if (left.length == 0) {
      return used;
    }
    double[] leftLogits = IntStream.of(left).mapToDouble(each -> logits[each]).toArray();
    return left[
        switch (second) {
          case GUMBEL -> GumbelSoftmax.draw(leftLogits, 1, random).operation();
          case MIN -> Softmax.argmax(IntStream.of(left).mapToDouble(i -> -logits[i]).toArray());
          case MAX -> Softmax.argmax(leftLogits);
          case RANDOM -> random.nextInt(left.length);
          case NONE -> throw new IllegalStateException("there is no second path");
        }];
  }
}
