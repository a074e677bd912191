package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  @Test
  void gathersInOrderAndScattersBackToTheSamePlaces() {
    Intervals intervals = Intervals.of(new int[] {1, 5}, new int[] {2, 1});
    float[] whole = {0, 1, 2, 3, 4, 5, 6};

    float[] part = intervals.gather(whole);
    assertThat(part).containsExactly(1, 2, 5);

    intervals.scatter(new float[] {10, 20, 50}, whole);
    assertThat(whole).containsExactly(0, 10, 20, 3, 4, 50, 6);
  }

  @Test
  void neighboursThatTouchAreOneInterval() {
    Intervals intervals = Intervals.of(new int[] {0, 2, 7}, new int[] {2, 3, 1});

    assertThat(intervals).isEqualTo(Intervals.of(new int[] {0, 7}, new int[] {5, 1}));
    assertThat(intervals.count()).isEqualTo(2);
    assertThat(intervals.total()).isEqualTo(6);
    assertThat(intervals).hasToString("[0..4, 7..7]");
  }

  @Test
  void aUnionHoldsWhatEitherHolds() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      boolean[] first = randomMarks(random);
      boolean[] second = randomMarks(random);
      boolean[] either = new boolean[first.length];
      for (int i = 0; i < either.length; i++) {
        either[i] = first[i] || second[i];
      }

      assertThat(ofMarks(first).union(ofMarks(second))).isEqualTo(ofMarks(either));
    }
  }

  @Test
  void coversIntervalsThatOverlapInAnyOrder() {
    assertThat(Intervals.covering(new int[] {7, 0, 1, 9}, new int[] {2, 3, 4, 1}))
        .isEqualTo(Intervals.of(new int[] {0, 7}, new int[] {5, 3}));
    assertThat(Intervals.covering(new int[] {0, 1}, new int[] {9, 2})).isEqualTo(Intervals.all(9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intervals.covering(new int[] {0, 1}, new int[] {2, 0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intervals.covering(new int[] {-2}, new int[] {4}));
  }

  @Test
  void allIsTheWholeVector() {
    assertThat(Intervals.all(4).isAll(4)).isTrue();
    assertThat(Intervals.all(4).isAll(5)).isFalse();
    assertThat(Intervals.of(new int[] {0, 3}, new int[] {2, 1}).isAll(4)).isFalse();
    assertThat(Intervals.all(0).count()).isZero();
    assertThat(Intervals.all(0).isAll(0)).isTrue();
  }

  @Test
  void refusesWhatOverlapsOrIsEmptyOrOutOfOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intervals.of(new int[] {0, 1}, new int[] {2, 1}))
        .withMessage(
            "interval 1 begins at 1 with length 1, but must begin at 2 or later with length 1 or"
                + " more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intervals.of(new int[] {0}, new int[] {0}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intervals.of(new int[] {-1}, new int[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intervals.of(new int[] {0}, new int[] {1, 1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Intervals.all(3).scatter(new float[2], new float[3]));
  }

  private static boolean[] randomMarks(Random random) {
    boolean[] marks = new boolean[30];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = random.nextInt(3) == 0;
    }
    return marks;
  }

  private static Intervals ofMarks(boolean[] marks) {
    Intervals intervals = Intervals.all(0);
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        intervals = intervals.union(Intervals.of(new int[] {i}, new int[] {1}));
      }
    }
    return intervals;
  }
}
