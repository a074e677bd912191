package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderedAverageTest {
  private static final float[] NO_STATE = {};
  private final Random random = new Random(17);

  @Test
  void isTheMeanOfValuesAndOfOptimiserState() {
    ModelState start = new ModelState(new float[] {9, 9}, new float[] {9, 9, 9});

    ModelState average =
        OrderedAverage.of(
            start,
            List.of(
                whole(new float[] {1, 2}, new float[] {1, 2, 3}),
                whole(new float[] {3, 6}, new float[] {3, 2, 1})));

    assertThat(average.values()).containsExactly(2, 4);
    assertThat(average.optimizerState()).containsExactly(2, 2, 2);
  }

  @Test
  void equalStatesAverageToThemselvesBitForBitWhateverTheNumberOfWorkers() {
    float[] values = randomFloats(10_000);
    values[0] = -0.0f;
    values[1] = Float.MIN_VALUE;
    values[2] = Float.MAX_VALUE;
    ModelState start = new ModelState(new float[values.length], NO_STATE);
    for (int workers = 1; workers <= 9; workers++) {
      List<TrainedState> trained = Collections.nCopies(workers, whole(values.clone(), NO_STATE));

      assertThat(bits(OrderedAverage.of(start, trained).values())).isEqualTo(bits(values));
    }
  }

  @Test
  void addsInDoubleAndInOrder() {
    // In float 1e8 + 1 - 1e8 is 0; in double it is 1, and so is the sum of three.
    ModelState start = new ModelState(new float[1], NO_STATE);

    ModelState average =
        OrderedAverage.of(
            start,
            List.of(
                whole(new float[] {1e8f}, NO_STATE),
                whole(new float[] {1}, NO_STATE),
                whole(new float[] {-1e8f}, NO_STATE)));

    assertThat(average.values()).containsExactly((float) (1 / 3.0));
  }

  @Test
  void whatNobodyTouchedKeepsItsBits() {
    float[] values = randomFloats(8);
    values[0] = Float.NaN;
    float[] state = randomFloats(16);
    Intervals touched = Intervals.of(new int[] {2, 6}, new int[] {3, 1});
    List<TrainedState> trained = new ArrayList<>();
    for (int worker = 0; worker < 3; worker++) {
      trained.add(
          TrainedState.part(
              new ModelState(filled(8, worker + 1), filled(16, 2 * worker + 2)),
              touched,
              TrainingTotals.NONE));
    }

    ModelState average = OrderedAverage.of(new ModelState(values, state), trained);

    float[] expected = values.clone();
    float[] expectedState = state.clone();
    for (int i : new int[] {2, 3, 4, 6}) {
      expected[i] = 2;
      expectedState[i] = 4;
      expectedState[8 + i] = 4;
    }
    assertThat(bits(average.values())).isEqualTo(bits(expected));
    assertThat(bits(average.optimizerState())).isEqualTo(bits(expectedState));
  }

  @Test
  void startsAndResultsOfAPartAreLeftAsTheyAre() {
    ModelState start = new ModelState(randomFloats(8), randomFloats(8));
    int[] before = bits(start.values());
    int[] momentumBefore = bits(start.optimizerState());
    TrainedState all = whole(randomFloats(8), randomFloats(8));
    TrainedState part =
        TrainedState.part(
            new ModelState(randomFloats(8), randomFloats(8)),
            Intervals.of(new int[] {2}, new int[] {3}),
            TrainingTotals.NONE);
    int[] ofPart = bits(part.state().values());

    for (List<TrainedState> results : List.of(List.of(part), List.of(part, all))) {
      ModelState average = OrderedAverage.of(start, results);
      average.values()[0] = 99;
      average.optimizerState()[0] = 99;
    }

    assertThat(bits(start.values())).isEqualTo(before);
    assertThat(bits(start.optimizerState())).isEqualTo(momentumBefore);
    assertThat(bits(part.state().values())).isEqualTo(ofPart);
  }

  @Test
  void withPathsOfTheirOwnOnlyThoseWorkersCountThatTouchedAnElement() {
    int length = 40;
    int slots = 2;
    for (int round = 0; round < 100; round++) {
      ModelState start = new ModelState(randomFloats(length), randomFloats(slots * length));
      List<ModelState> whole = new ArrayList<>();
      List<boolean[]> marks = new ArrayList<>();
      List<TrainedState> trained = new ArrayList<>();
      for (int worker = 0; worker < 4; worker++) {
        whole.add(new ModelState(randomFloats(length), randomFloats(slots * length)));
        marks.add(randomMarks(length));
        trained.add(
            TrainedState.part(
                whole.get(worker), intervals(marks.get(worker)), TrainingTotals.NONE));
      }

      ModelState average = OrderedAverage.of(start, trained);

      for (int i = 0; i < length; i++) {
        for (int vector = 0; vector <= slots; vector++) {
          double sum = 0;
          int count = 0;
          for (int worker = 0; worker < 4; worker++) {
            if (marks.get(worker)[i]) {
              sum += element(whole.get(worker), vector, i);
              count++;
            }
          }
          float expected = count == 0 ? element(start, vector, i) : (float) (sum / count);
          assertThat(element(average, vector, i)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void refusesResultsThatDoNotFitAndAnEmptyList() {
    ModelState start = new ModelState(new float[2], new float[2]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderedAverage.of(start, List.of()))
        .withMessage("no worker has a result to average");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderedAverage.of(start, List.of(whole(new float[2], NO_STATE))))
        .withMessage(
            "result 0 has 2 values and 0 elements of optimiser state, but 2 and 2 were expected");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderedAverage.of(start, List.of(whole(new float[3], new float[2]))));
  }

  @Test
  void aPartNeedsOptimiserStateInSlotsAndIntervalsInsideTheValues() {
    Intervals touched = Intervals.of(new int[] {1}, new int[] {1});

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrainedState.part(
                    new ModelState(new float[3], new float[4]), touched, TrainingTotals.NONE))
        .withMessageContaining("4 elements")
        .withMessageContaining("slots of 3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrainedState.part(
                    new ModelState(new float[1], NO_STATE), touched, TrainingTotals.NONE))
        .withMessageContaining("behind the 1 values");
  }

  private static TrainedState whole(float[] values, float[] state) {
    return TrainedState.whole(new ModelState(values, state), TrainingTotals.NONE);
  }

  private static float element(ModelState state, int vector, int index) {
    return vector == 0
        ? state.values()[index]
        : state.optimizerState()[(vector - 1) * state.values().length + index];
  }

  private static Intervals intervals(boolean[] marks) {
    Intervals intervals = Intervals.all(0);
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        intervals = intervals.union(Intervals.of(new int[] {i}, new int[] {1}));
      }
    }
    return intervals;
  }

  private boolean[] randomMarks(int length) {
    boolean[] marks = new boolean[length];
    for (int i = 0; i < length; i++) {
      marks[i] = random.nextBoolean();
    }
    return marks;
  }

  private float[] randomFloats(int length) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4));
    }
    return floats;
  }

  private static float[] filled(int length, float value) {
    float[] floats = new float[length];
    Arrays.fill(floats, value);
    return floats;
  }

  private static int[] bits(float[] floats) {
    int[] bits = new int[floats.length];
    for (int i = 0; i < floats.length; i++) {
      bits[i] = Float.floatToRawIntBits(floats[i]);
    }
    return bits;
  }
}
