package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.sparknas.job.data.Augmentation;
import org.sparknas.job.data.GeneratedImages;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.data.Normalisation;

/** Which images a worker sees in which step. */
class TrainingShareTest {
  private static final int BATCH = 4;
  private static final LabelledImages IMAGES = new GeneratedImages(8, 1, 3, 10, 0).draw(12, 1);
  private static final TrainingShare SHARE =
      new TrainingShare(0, IMAGES, Normalisation.measured(IMAGES), Augmentation.NONE, BATCH, 3, 5);

  /** The pixels of each image, batch by batch. */
  private static List<List<Float>> images(int epoch, int firstStep, int steps) {
    List<List<Float>> images = new ArrayList<>();
    SHARE.batches(epoch, firstStep, steps).forEachRemaining(batch -> images.addAll(pixels(batch)));
    return images;
  }

  private static List<List<Float>> pixels(MultiDataSet batch) {
    List<List<Float>> images = new ArrayList<>();
    for (int image = 0; image < BATCH; image++) {
      List<Float> pixels = new ArrayList<>();
      for (float pixel : batch.getFeatures(0).slice(image).ravel().toFloatVector()) {
        pixels.add(pixel);
      }
      images.add(pixels);
    }
    return images;
  }

  @Test
  void anEpochSeesEachImageOnceAndALongerOneBeginsAnewInAnotherOrder() {
    List<List<Float>> first = images(2, 0, 3);
    List<List<Float>> second = images(2, 3, 3);

    assertThat(first).doesNotHaveDuplicates().hasSize(12);
    assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
  }

  @Test
  void doesNotDependOnTheRoundsThatItIsReadIn() {
    List<List<Float>> whole = images(1, 0, 8);
    List<List<Float>> parts = new ArrayList<>(images(1, 0, 2));
    parts.addAll(images(1, 2, 3));
    parts.addAll(images(1, 5, 0));
    parts.addAll(images(1, 5, 3));

    assertThat(parts).isEqualTo(whole);
  }
}
