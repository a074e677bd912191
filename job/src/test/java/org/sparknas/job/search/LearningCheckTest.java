package org.sparknas.job.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.job.data.LabelledImages;

class LearningCheckTest {
  /** Images of which the first class has a share, and the others the same of the rest. */
  private static LabelledImages images(int count, int classes, double firstShare) {
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i < firstShare * count ? 0 : i % classes);
    return LabelledImages.of(1, 1, 1, classes, new byte[count], labels);
  }

  @ParameterizedTest
  @CsvSource({
    // Of 1,000 images in ten classes: a standard deviation is 0.95 points.
    "1000, 10, 0, 1, 0.120, true",
    "1000, 10, 0, 1, 0.125, false",
    "1000, 10, 0, 100, 0.125, true",
    "1000, 10, 0, 100, 0.140, false",
    // More images tell more.
    "10000, 10, 0, 1, 0.110, false",
    // Who always says the largest class is right this often.
    "1000, 10, 0.4, 1, 0.460, true",
    "1000, 10, 0.4, 1, 0.520, false",
    "1000, 10, 0, 1, 0, true",
    "50, 2, 0, 1, 1, false",
  })
  void anAccuracyCountsOnlyWhereGuessingWouldSeldomReachIt(
      int count, int classes, double firstShare, int candidates, double best, boolean warned) {
    LearningCheck check = new LearningCheck(images(count, classes, firstShare), best, candidates);

    assertThat(check.warning().isPresent()).isEqualTo(warned);
  }

  @Test
  void theWarningHasTheFiguresOnWhichItRests() {
    assertThat(new LearningCheck(images(200, 5, 0), 0.235, 12).warning().orElseThrow())
        .startsWith(
            "the supernet seems to have learnt nothing: of 12 candidates the best has 23.50 % of"
                + " 200 validation images right, and guessing gives 20.00 %");
  }

  /** By chance one in a hundred supernets that guess goes without a warning, and no more. */
  @Test
  void guessingIsSeldomTakenForLearning() {
    LabelledImages validation = images(400, 4, 0);
    Random random = new Random(3);
    int unwarned = 0;
    for (int run = 0; run < 1000; run++) {
      int best = 0;
      for (int candidate = 0; candidate < 20; candidate++) {
        int right = (int) random.ints(400, 0, 4).filter(guess -> guess == 0).count();
        best = Math.max(best, right);
      }
      unwarned += new LearningCheck(validation, best / 400.0, 20).warning().isEmpty() ? 1 : 0;
    }

    // At most 10 are expected, with a standard deviation of 3.
    assertThat(unwarned).isLessThanOrEqualTo(22);
  }
}
