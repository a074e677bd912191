package org.sparknas.job.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GeneratedImagesTest {
  @Test
  void theSameSeedDrawsTheSameImages() {
    GeneratedImages source = new GeneratedImages(16, 3, 10, 30, 2);

    String one = DataFingerprint.of(source.draw(40, 3));

    assertThat(DataFingerprint.of(source.draw(40, 3))).isEqualTo(one);
    assertThat(DataFingerprint.of(source.draw(40, 4))).isNotEqualTo(one);
  }

  @Test
  void classesTakeTurns() {
    assertThat(new GeneratedImages(16, 3, 20, 30, 2).draw(100, 3).histogram()).containsOnly(5);
  }

  @Test
  void stripesOfNeighbouringClassesLieOrStand() {
    // Without noise and distractors: differences along a row tell standing stripes.
    LabelledImages images = new GeneratedImages(32, 1, 10, 0, 0).draw(200, 9);
    for (int image = 0; image < images.size(); image++) {
      int along = 0;
      int across = 0;
      for (int y = 0; y < 31; y++) {
        for (int x = 0; x < 31; x++) {
          int here = images.pixel(image, y * 32 + x);
          along += Math.abs(here - images.pixel(image, y * 32 + x + 1));
          across += Math.abs(here - images.pixel(image, y * 32 + x + 32));
        }
      }
      assertThat(along < across).as("image " + image).isEqualTo(images.label(image) < 5);
    }
  }

  @Test
  void refusesClassesThatItCannotDraw() {
    assertThatThrownBy(() -> new GeneratedImages(16, 3, 21, 30, 2))
        .hasMessage("21 classes of generated images: from 2 to 20");
  }
}
