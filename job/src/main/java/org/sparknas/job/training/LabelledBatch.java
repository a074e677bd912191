package org.sparknas.job.training;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.supernet.kernel.FeatureMap;

/** A batch as Spark hands it to a worker: images {@code [N, H, W, C]} and one-hot rows. */
public record LabelledBatch(MultiDataSet data) implements AutoCloseable {

  public int size() {
    return (int) data.getFeatures(0).size(0);
  }

  public FeatureMap images() {
    return FeatureMap.of(data.getFeatures(0));
  }

  /** A class for each image. */
  public int[] classes() {
    return data.getLabels(0).argMax(1).toIntVector();
  }

  /** Native memory would wait for a collection of the heap, which hardly fills. */
  @Override
  public void close() {
    data.getFeatures(0).close();
    data.getLabels(0).close();
  }
}
