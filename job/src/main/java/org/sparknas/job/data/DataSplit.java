package org.sparknas.job.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The sets of images of a run.
 *
 * @param training what the supernet learns from
 * @param validation held out of the training images: candidates are scored on it
 * @param calibration training images on which batch-norm statistics are measured
 * @param test looked at once, at the end
 */
public record DataSplit(
    LabelledImages training,
    LabelledImages validation,
    LabelledImages calibration,
    LabelledImages test) {

  /**
   * Divides training images. Every set has the same share of each class, as far as whole images go.
   * Training and validation images keep their order; calibration images, which are among the
   * training images, are shuffled, because statistics are taken batch by batch: a batch of a file
   * that is sorted by class would hold few classes.
   *
   * @param trainLimit how many training images remain at most; 0 for all
   * @throws IllegalArgumentException when there are too few images
   */
  public static DataSplit of(
      LabelledImages train,
      LabelledImages test,
      int validationImages,
      int calibrationImages,
      int trainLimit,
      long seed) {
    if (validationImages >= train.size()) {
      throw new IllegalArgumentException(
          "%d validation images of %d training images: fewer are allowed"
              .formatted(validationImages, train.size()));
    }
    Random random = new Random(seed);
    int[] all = IntStream.range(0, train.size()).toArray();
    int[] validation = drawByClass(train, all, validationImages, random);
    int[] rest = without(all, validation);
    int limit = trainLimit == 0 ? rest.length : Math.min(trainLimit, rest.length);
    int[] training = drawByClass(train, rest, limit, random);
    if (calibrationImages > training.length) {
      throw new IllegalArgumentException(
          "%d calibration images of %d training images: no more than these are allowed"
              .formatted(calibrationImages, training.length));
    }
    int[] calibration = shuffled(drawByClass(train, training, calibrationImages, random), random);
    return new DataSplit(
        train.subset(training), train.subset(validation), train.subset(calibration), test);
  }

  /** Training images of a differentiable search: for weights, and for architecture parameters. */
  public record Parts(LabelledImages weights, LabelledImages architecture) {}

  /**
   * Cuts the training images in two, each class alike.
   *
   * @param architectureShare of the images, above 0 and below 1
   */
  public Parts cutTraining(double architectureShare, long seed) {
    int[] all = IntStream.range(0, training.size()).toArray();
    int[] architecture =
        drawByClass(training, all, architectureImages(architectureShare), new Random(seed));
    return new Parts(training.subset(without(all, architecture)), training.subset(architecture));
  }

  /** How many images {@link #cutTraining} takes for architecture parameters. */
  public int architectureImages(double architectureShare) {
    return (int) Math.round(architectureShare * training.size());
  }

  /** Draws a share of each class; sorted. */
  private static int[] drawByClass(LabelledImages images, int[] from, int count, Random random) {
    List<List<Integer>> byClass = new ArrayList<>();
    for (int label = 0; label < images.classes(); label++) {
      byClass.add(new ArrayList<>());
    }
    for (int index : from) {
      byClass.get(images.label(index)).add(index);
    }
    int[] shares = shares(byClass.stream().mapToInt(List::size).toArray(), count);
    List<Integer> drawn = new ArrayList<>();
    for (int label = 0; label < shares.length; label++) {
      Collections.shuffle(byClass.get(label), random);
      drawn.addAll(byClass.get(label).subList(0, shares[label]));
    }
    return drawn.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static int[] shuffled(int[] images, Random random) {
    List<Integer> order = new ArrayList<>(Arrays.stream(images).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Parts of {@code count} in proportion to sizes; the largest remainders get what is left. */
  static int[] shares(int[] sizes, int count) {
    long total = Arrays.stream(sizes).sum();
    int[] shares = new int[sizes.length];
    long[] remainders = new long[sizes.length];
    int left = count;
    for (int i = 0; i < sizes.length; i++) {
      shares[i] = (int) ((long) sizes[i] * count / total);
      remainders[i] = (long) sizes[i] * count % total;
      left -= shares[i];
    }
    IntStream.range(0, sizes.length)
        .boxed()
        .sorted((one, other) -> Long.compare(remainders[other], remainders[one]))
        .limit(left)
        .forEach(i -> shares[i]++);
    return shares;
  }

  private static int[] without(int[] sorted, int[] sortedToo) {
    return Arrays.stream(sorted)
        .filter(index -> Arrays.binarySearch(sortedToo, index) < 0)
        .toArray();
  }
}
