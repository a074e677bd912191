package org.sparknas.job.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatedImagesTest {
  /** Images of two pixels: a value twice for each. */
  private static LabelledImages images(int... values) {
    byte[] pixels = new byte[2 * values.length];
    int[] labels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[2 * i] = (byte) values[i];
      pixels[2 * i + 1] = (byte) values[i];
      labels[i] = i % 2;
    }
    return LabelledImages.of(1, 2, 1, 2, pixels, labels);
  }

  @Test
  void differentImagesAreNotSpokenOf() {
    assertThat(RepeatedImages.warnings(images(1, 2, 3), images(4, 5))).isEmpty();
  }

  @Test
  void eachTestImageThatIsATrainingImageCounts() {
    assertThat(RepeatedImages.warnings(images(1, 2, 3), images(3, 9, 3, 1)))
        .containsExactly(
            "3 of 4 test images are training images too: they say nothing of new images");
  }

  @Test
  void eachTrainingImageThatRepeatsAnotherCountsWhateverItsLabel() {
    assertThat(RepeatedImages.warnings(images(1, 2, 1, 1, 3), images(4, 4)))
        .containsExactly(
            "2 of 5 training images repeat another one: some may be validation images, too");
  }
}
