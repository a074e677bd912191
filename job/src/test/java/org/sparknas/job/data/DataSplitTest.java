package org.sparknas.job.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSplitTest {
  private static final GeneratedImages SOURCE = new GeneratedImages(8, 1, 5, 10, 0);
  private static final LabelledImages TRAIN = SOURCE.draw(500, 1);
  private static final LabelledImages TEST = SOURCE.draw(50, 2);

  @Test
  void holdsOutTheSameShareOfEachClass() {
    DataSplit split = DataSplit.of(TRAIN, TEST, 100, 50, 0, 7);

    assertThat(split.validation().histogram()).containsOnly(20);
    assertThat(split.training().histogram()).containsOnly(80);
    assertThat(split.calibration().histogram()).containsOnly(10);
    assertThat(split.test()).isSameAs(TEST);
  }

  @Test
  void validationImagesAreNoTrainingImagesAndCalibrationImagesAre() {
    DataSplit split = DataSplit.of(TRAIN, TEST, 100, 50, 300, 7);

    assertThat(split.training().size()).isEqualTo(300);
    assertThat(numbers(split.training())).doesNotContainAnyElementsOf(numbers(split.validation()));
    assertThat(numbers(split.training())).containsAll(numbers(split.calibration()));
  }

  /** A batch of ten of fifty images in five classes holds fewer than three by a chance of 2e-4. */
  @Test
  void calibrationBatchesOfImagesSortedByClassHoldManyClasses() {
    int[] byClass =
        IntStream.range(0, TRAIN.size())
            .boxed()
            .sorted(Comparator.comparingInt(TRAIN::label))
            .mapToInt(Integer::intValue)
            .toArray();
    LabelledImages calibration =
        DataSplit.of(TRAIN.subset(byClass), TEST, 100, 50, 0, 7).calibration();

    for (int first = 0; first < 50; first += 10) {
      assertThat(IntStream.range(first, first + 10).map(calibration::label).distinct().count())
          .as("classes of the batch that begins with image %d", first)
          .isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void limitsTrainingWithoutMovingValidation() {
    DataSplit all = DataSplit.of(TRAIN, TEST, 100, 50, 0, 7);
    DataSplit few = DataSplit.of(TRAIN, TEST, 100, 50, 60, 7);

    assertThat(numbers(few.validation())).isEqualTo(numbers(all.validation()));
  }

  @Test
  void cutsTrainingImagesInTwoEachClassAlike() {
    DataSplit split = DataSplit.of(TRAIN, TEST, 100, 50, 0, 7);

    DataSplit.Parts parts = split.cutTraining(0.2, 3);

    assertThat(split.architectureImages(0.2)).isEqualTo(80);
    assertThat(parts.architecture().histogram()).containsOnly(16);
    assertThat(parts.weights().histogram()).containsOnly(64);
    assertThat(numbers(parts.weights())).doesNotContainAnyElementsOf(numbers(parts.architecture()));
    assertThat(numbers(split.training())).containsAll(numbers(parts.architecture()));
    assertThat(numbers(split.cutTraining(0.2, 4).architecture()))
        .isNotEqualTo(numbers(parts.architecture()));
  }

  @Test
  void dependsOnTheSeedAlone() {
    DataSplit one = DataSplit.of(TRAIN, TEST, 100, 50, 0, 7);
    DataSplit same = DataSplit.of(TRAIN, TEST, 100, 50, 0, 7);
    DataSplit other = DataSplit.of(TRAIN, TEST, 100, 50, 0, 8);

    assertThat(DataFingerprint.of(same.training())).isEqualTo(DataFingerprint.of(one.training()));
    assertThat(numbers(other.validation())).isNotEqualTo(numbers(one.validation()));
  }

  @Test
  void givesTheLargestRemaindersWhatIsLeft() {
    assertThat(DataSplit.shares(new int[] {10, 20, 30}, 7)).containsExactly(1, 2, 4);
    assertThat(DataSplit.shares(new int[] {1, 1, 1}, 2)).containsExactly(1, 1, 0);
  }

  @Test
  void refusesMoreImagesThanThereAre() {
    assertThatThrownBy(() -> DataSplit.of(TRAIN, TEST, 500, 1, 0, 7))
        .hasMessageContaining("500 validation images of 500 training images");
    assertThatThrownBy(() -> DataSplit.of(TRAIN, TEST, 100, 61, 60, 7))
        .hasMessageContaining("61 calibration images of 60 training images");
  }

  @Test
  void fingerprintsTellOneChangedPixel() {
    byte[] pixels = new byte[16];
    LabelledImages black = LabelledImages.of(4, 4, 1, 2, pixels, new int[] {1});
    pixels[7] = 1;
    LabelledImages changed = LabelledImages.of(4, 4, 1, 2, pixels, new int[] {1});

    assertThat(DataFingerprint.of(black)).hasSize(64).isNotEqualTo(DataFingerprint.of(changed));
  }

  private static Set<Integer> numbers(LabelledImages images) {
    return IntStream.range(0, images.size())
        .map(images::number)
        .boxed()
        .collect(Collectors.toSet());
  }
}
