package org.sparknas.job.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Finds images that stand twice where they should not, by their pixels. Collected sets often have a
 * few, so they are no reason to refuse a set; whoever reads accuracies should know how many.
 */
final class RepeatedImages {
  private RepeatedImages() {}

  /** Returns a sentence for each kind of repetition that there is. */
  static List<String> warnings(LabelledImages train, LabelledImages test) {
    long[] seen = sortedHashes(train);
    List<String> warnings = new ArrayList<>();
    long known = hashes(test).filter(image -> Arrays.binarySearch(seen, image) >= 0).count();
    if (known > 0) {
      warnings.add(
          "%d of %d test images are training images too: they say nothing of new images"
              .formatted(known, test.size()));
    }
    long repeated = IntStream.range(1, seen.length).filter(i -> seen[i] == seen[i - 1]).count();
    if (repeated > 0) {
      warnings.add(
          "%d of %d training images repeat another one: some may be validation images, too"
              .formatted(repeated, train.size()));
    }
    return warnings;
  }

  private static long[] sortedHashes(LabelledImages images) {
    long[] hashes = hashes(images).toArray();
    Arrays.parallelSort(hashes);
    return hashes;
  }

  private static LongStream hashes(LabelledImages images) {
    return IntStream.range(0, images.size())
        .parallel()
        .mapToLong(image -> DataFingerprint.ofPixels(images, image));
  }
}
