package org.sparknas.job.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
  private static final int SIDE = 8;
  private static final int IMAGE = SIDE * SIDE * 3;
  private static final LabelledImages IMAGES = new GeneratedImages(SIDE, 3, 4, 50, 1).draw(64, 5);
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.5, 0.25, 0.0), List.of(0.5, 0.2, 1.0));
  private static final Augmentation MOVED = new Augmentation(2, true);

  private final BatchWriter writer = new BatchWriter(NORMALISATION);

  @Test
  void normalisesEachChannel() {
    float[] batch = plain(IMAGES, 7, 3);

    for (int i = 0; i < IMAGE; i++) {
      double expected =
          (IMAGES.pixel(3, i) / 255.0 - NORMALISATION.mean().get(i % 3))
              / NORMALISATION.standardDeviation().get(i % 3);
      // One rounding to float.
      assertThat((double) batch[IMAGE + i]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void varyingDependsOnSeedEpochAndImageAlone() {
    float[] alone = moved(IMAGES, 1, 4, 20);
    float[] amongOthers = moved(IMAGES, 1, 4, 3, 20, 9);
    float[] ofSubset = moved(IMAGES.subset(new int[] {20, 21}), 1, 4, 0);

    assertThat(Arrays.copyOfRange(amongOthers, IMAGE, 2 * IMAGE)).isEqualTo(alone);
    assertThat(ofSubset).isEqualTo(alone);
  }

  @Test
  void variesFromEpochToEpochAndFromSeedToSeed() {
    int[] all = IntStream.range(0, 64).toArray();

    assertThat(moved(IMAGES, 1, 4, all)).isNotEqualTo(moved(IMAGES, 1, 5, all));
    assertThat(moved(IMAGES, 1, 4, all)).isNotEqualTo(moved(IMAGES, 2, 4, all));
  }

  @Test
  void everyMoveAndMirrorIsDrawnEquallyOften() {
    // A black image with one white pixel in the middle shows where it went; 9 places, each mirrored
    // or not, which a pixel right of the middle shows.
    byte[] pixels = new byte[25];
    pixels[12] = (byte) 255;
    pixels[13] = (byte) 128;
    LabelledImages image = LabelledImages.of(5, 5, 1, 2, pixels, new int[] {0});
    BatchWriter grey = new BatchWriter(new Normalisation(List.of(0.0), List.of(1.0)));
    Map<String, Integer> seen = new HashMap<>();
    float[] target = new float[25];
    int draws = 18_000;
    for (int epoch = 0; epoch < draws; epoch++) {
      grey.write(image, new int[] {0}, new Augmentation(1, true), 11, epoch, target);
      seen.merge(Arrays.toString(target), 1, Integer::sum);
    }

    assertThat(seen).hasSize(18);
    // 1000 expected with a standard deviation of 31; five of them.
    assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(845, 1155));
  }

  @Test
  void imagesBesideEachOtherDrawIndependently() {
    // The same white pixel in 4,000 images: moves of neighbours must agree in a ninth of the cases.
    int count = 4000;
    byte[] pixels = new byte[count * 25];
    for (int i = 0; i < count; i++) {
      pixels[i * 25 + 12] = (byte) 255;
    }
    LabelledImages images = LabelledImages.of(5, 5, 1, 2, pixels, new int[count]);
    BatchWriter grey = new BatchWriter(new Normalisation(List.of(0.0), List.of(1.0)));
    float[] target = new float[count * 25];
    int[] all = IntStream.range(0, count).toArray();
    grey.write(images, all, new Augmentation(1, false), 3, 0, target);
    int[] right = new int[count];
    int[] down = new int[count];
    for (int i = 0; i < count * 25; i++) {
      if (target[i] > 0) {
        right[i / 25] = i % 5;
        down[i / 25] = i % 25 / 5;
      }
    }
    long downAsNeighboursRight =
        IntStream.range(1, count).filter(i -> down[i - 1] == right[i]).count();

    // 1333 expected with a standard deviation of 30; five of them.
    assertThat(downAsNeighboursRight).isBetween(1183L, 1483L);
  }

  @Test
  void refusesImagesOfOtherChannels() {
    LabelledImages grey = new GeneratedImages(SIDE, 1, 4, 50, 1).draw(2, 5);

    assertThatThrownBy(() -> plain(grey, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images of 1 channels for a normalisation of 3");
  }

  private float[] plain(LabelledImages images, int... indices) {
    float[] target = new float[indices.length * images.imageSize()];
    writer.writePlain(images, indices, target);
    return target;
  }

  private float[] moved(LabelledImages images, long seed, int epoch, int... indices) {
    float[] target = new float[indices.length * images.imageSize()];
    writer.write(images, indices, MOVED, seed, epoch, target);
    return target;
  }
}
