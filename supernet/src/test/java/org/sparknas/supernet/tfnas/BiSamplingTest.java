package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BiSamplingTest {
  private static final int DRAWS = 30_000;
  private static final double[] LOGITS = {Math.log(0.5), Math.log(0.3), Math.log(0.2)};
  private static final ArchitectureParameters ONE_BLOCK =
      new ArchitectureParameters(
          DepthScheme.SINK_CONNECTING, List.of(LOGITS), List.of(new double[] {0}));

  /** How often each operation was the first and each other one the second. */
  private static int[][] counts(SecondPath second) {
    SplittableRandom random = new SplittableRandom(17);
    int[][] counts = new int[3][3];
    for (int i = 0; i < DRAWS; i++) {
      BiSampling.Paths paths = new BiSampling(second).draw(ONE_BLOCK, random);
      counts[paths.first().get(0)][paths.second().get(0)]++;
    }
    return counts;
  }

  /** Expectation, five standard deviations wide. */
  private static void assertShare(int count, double probability) {
    double expected = DRAWS * probability;
    double deviation = Math.sqrt(expected * (1 - probability));
    assertThat((double) count).isBetween(expected - 5 * deviation, expected + 5 * deviation);
  }

  @ParameterizedTest
  @EnumSource(value = SecondPath.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void theSecondPathNeverUsesTheOperationOfTheFirst(SecondPath second) {
    int[][] counts = counts(second);

    for (int i = 0; i < 3; i++) {
      assertThat(counts[i][i]).isZero();
      assertShare(counts[i][0] + counts[i][1] + counts[i][2], Math.exp(LOGITS[i]));
    }
  }

  @Test
  void aRandomSecondPathTakesEachOtherOperationAlike() {
    int[][] counts = counts(SecondPath.RANDOM);

    assertShare(counts[0][1], 0.25);
    assertShare(counts[1][0], 0.15);
    assertShare(counts[2][1], 0.1);
  }

  @Test
  void aGumbelSecondPathFollowsTheProbabilitiesThatAreLeft() {
    int[][] counts = counts(SecondPath.GUMBEL);

    assertShare(counts[0][1], 0.5 * 0.3 / 0.5);
    assertShare(counts[1][0], 0.3 * 0.5 / 0.7);
    assertShare(counts[2][0], 0.2 * 0.5 / 0.8);
  }

  @Test
  void theLeastAndTheMostProbableOfTheOthersAreAlwaysTheSame() {
    int[][] least = counts(SecondPath.MIN);
    int[][] most = counts(SecondPath.MAX);

    assertThat(least[0][1]).isZero();
    assertThat(least[1][0]).isZero();
    assertThat(least[2][0]).isZero();
    assertThat(most[0][2]).isZero();
    assertThat(most[1][2]).isZero();
    assertThat(most[2][1]).isZero();
  }

  @Test
  void withoutASecondPathThereIsNone() {
    BiSampling.Paths paths =
        new BiSampling(SecondPath.NONE).draw(ONE_BLOCK, new SplittableRandom(1));

    assertThat(paths.second()).isEmpty();
    assertThat(paths.all()).containsExactly(paths.first());
  }

  @Test
  void aSeedDrawsTheSamePathsOfAllBlocks() {
    ArchitectureParameters parameters =
        ArchitectureParameters.initial(
            new TfnasSpace(TfnasSettings.imageNet()), DepthScheme.SINK_CONNECTING);
    BiSampling sampling = new BiSampling(SecondPath.RANDOM);

    BiSampling.Paths paths = sampling.draw(parameters, new SplittableRandom(9));

    assertThat(paths.first()).hasSize(18);
    assertThat(paths).isEqualTo(sampling.draw(parameters, new SplittableRandom(9)));
    assertThat(paths).isNotEqualTo(sampling.draw(parameters, new SplittableRandom(10)));
  }
}
