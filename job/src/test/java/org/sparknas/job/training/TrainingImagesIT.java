package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.data.Augmentation;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.data.DataSplit;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.Normalisation;

/** Which worker sees which images. An image here is one pixel, and its value tells which it is. */
class TrainingImagesIT {
  private static final int IMAGES = 11;
  private static final int WORKERS = 3;
  private static final int BATCH = 3;
  private static final int EPOCHS = 12;

  private static DataSets data() {
    byte[] pixels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      pixels[i] = (byte) i;
    }
    LabelledImages images = LabelledImages.of(1, 1, 1, 1, pixels, new int[IMAGES]);
    return new DataSets(
        new DataSplit(images, images, images, images),
        new Normalisation(List.of(0.0), List.of(1 / 255.0)),
        Augmentation.NONE,
        new DataSets.Fingerprints("", ""),
        List.of());
  }

  /** Three batches of three leave two of the eleven images over in each epoch. */
  @Test
  void anImageThatIsLeftOverHasItsTurnInAnotherEpoch() {
    try (JavaSparkContext spark = LocalSpark.start();
        TrainingImages images = new TrainingImages(spark, data(), WORKERS, BATCH, 1)) {
      assertThat(images.stepsPerEpoch()).isEqualTo(1);
      Set<Integer> seen = new HashSet<>();
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        List<Integer> ofEpoch =
            images.batches(epoch, 0, 1).flatMap(batch -> pixels(batch).iterator()).collect();
        assertThat(ofEpoch).hasSize(WORKERS * BATCH).doesNotHaveDuplicates();
        seen.addAll(ofEpoch);
      }
      // An image of four that a worker has stays out of twelve epochs by a chance of 6e-8.
      assertThat(seen).containsExactlyInAnyOrderElementsOf(range());
    }
  }

  private static List<Integer> range() {
    return IntStream.range(0, IMAGES).boxed().toList();
  }

  private static List<Integer> pixels(MultiDataSet batch) {
    float[] pixels = batch.getFeatures(0).ravel().toFloatVector();
    return IntStream.range(0, pixels.length).mapToObj(i -> Math.round(pixels[i])).toList();
  }
}
