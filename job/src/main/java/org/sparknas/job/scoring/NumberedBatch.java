package org.sparknas.job.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.job.data.LabelledImages;

/** Images that are always computed together, so that results do not depend on partitions. */
record NumberedBatch(int number, LabelledImages images) implements Serializable {

  /** Cuts a set into batches; the last may be smaller. */
  static List<NumberedBatch> cut(LabelledImages images, int batchSize) {
    List<NumberedBatch> batches = new ArrayList<>();
    for (int from = 0; from < images.size(); from += batchSize) {
      int[] chosen = IntStream.range(from, Math.min(from + batchSize, images.size())).toArray();
      batches.add(new NumberedBatch(batches.size(), images.subset(chosen)));
    }
    return batches;
  }
}
