package org.sparknas.job.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The mean of the workers' states, always added in the workers' order and in double precision: the
 * result does not depend on which task finished first, and the mean of equal values is that value.
 *
 * <p>Every element is the mean over the workers that touched it; an element that nobody touched
 * keeps its bits.
 */
public final class OrderedAverage {
  private static final int CHUNK = 4096;

  private OrderedAverage() {}

  /**
   * Averages the results of a round.
   *
   * @param start what the workers started from
   * @param trained their results, in the workers' order; at least one
   * @return a new state; its arrays are not those of the arguments
   * @throws IllegalArgumentException when there is no result, or one does not fit the start
   */
  public static ModelState of(ModelState start, List<TrainedState> trained) {
    if (trained.isEmpty()) {
      throw new IllegalArgumentException("no worker has a result to average");
    }
    int length = start.values().length;
    int stateLength = start.optimizerState().length;
    boolean whole = trained.stream().allMatch(one -> one.touched().isAll(length));
    int slots = whole ? 0 : TrainedState.slots(start);
    for (int i = 0; i < trained.size(); i++) {
      int touched = trained.get(i).touched().total();
      requireFit(i, trained.get(i), length, whole ? stateLength : slots * touched);
    }
    List<Intervals> parts = trained.stream().map(TrainedState::touched).toList();
    float[] values = start.values().clone();
    average(values, 0, 0, arrays(trained, ModelState::values), parts);
    float[] optimizerState = start.optimizerState().clone();
    List<float[]> states = arrays(trained, ModelState::optimizerState);
    if (whole) {
      List<Intervals> all = trained.stream().map(one -> Intervals.all(stateLength)).toList();
      average(optimizerState, 0, 0, states, all);
    } else {
      for (int slot = 0; slot < slots; slot++) {
        average(optimizerState, slot, length, states, parts);
      }
    }
    return new ModelState(values, optimizerState);
  }

  private static List<float[]> arrays(
      List<TrainedState> trained, Function<ModelState, float[]> array) {
    return trained.stream().map(one -> array.apply(one.state())).toList();
  }

  private static void requireFit(int index, TrainedState trained, int length, int expectedState) {
    int total = trained.touched().total();
    if (trained.touched().end() > length
        || trained.state().values().length != total
        || trained.state().optimizerState().length != expectedState) {
      throw new IllegalArgumentException(
          "result %d has %d values and %d elements of optimiser state, but %d and %d were expected"
              .formatted(
                  index,
                  trained.state().values().length,
                  trained.state().optimizerState().length,
                  total,
                  expectedState));
    }
  }

  /** Averages one slot of {@code length} elements in place, stretch by stretch. */
  private static void average(
      float[] into, int slot, int length, List<float[]> parts, List<Intervals> touched) {
    int[] boundaries = boundaries(touched);
    int workers = parts.size();
    int[] interval = new int[workers];
    int[] position = new int[workers];
    for (int worker = 0; worker < workers; worker++) {
      position[worker] = slot * touched.get(worker).total();
    }
    float[][] sources = new float[workers][];
    int[] from = new int[workers];
    for (int i = 0; i + 1 < boundaries.length; i++) {
      int begin = boundaries[i];
      int count = 0;
      for (int worker = 0; worker < workers; worker++) {
        Intervals mine = touched.get(worker);
        while (interval[worker] < mine.count() && mine.end(interval[worker]) <= begin) {
          position[worker] += mine.end(interval[worker]) - mine.offset(interval[worker]);
          interval[worker]++;
        }
        if (interval[worker] < mine.count() && mine.offset(interval[worker]) <= begin) {
          sources[count] = parts.get(worker);
          from[count++] = position[worker] + begin - mine.offset(interval[worker]);
        }
      }
      if (count > 0) {
        mean(sources, from, count, into, slot * length + begin, boundaries[i + 1] - begin);
      }
    }
  }

  /** All places where the set of workers that touched an element may change, in rising order. */
  private static int[] boundaries(List<Intervals> touched) {
    return touched.stream()
        .distinct()
        .flatMapToInt(
            one ->
                IntStream.range(0, 2 * one.count())
                    .map(i -> i % 2 == 0 ? one.offset(i / 2) : one.end(i / 2)))
        .sorted()
        .distinct()
        .toArray();
  }

  private static void mean(
      float[][] sources, int[] from, int count, float[] into, int offset, int length) {
    if (count == 1) {
      System.arraycopy(sources[0], from[0], into, offset, length);
      return;
    }
    double[] sum = new double[Math.min(CHUNK, length)];
    for (int done = 0; done < length; done += sum.length) {
      int size = Math.min(sum.length, length - done);
      Arrays.fill(sum, -0.0); // the neutral element: -0.0 + -0.0 is -0.0
      for (int source = 0; source < count; source++) {
        float[] part = sources[source];
        int base = from[source] + done;
        for (int i = 0; i < size; i++) {
          sum[i] += part[base + i];
        }
      }
      for (int i = 0; i < size; i++) {
        into[offset + done + i] = (float) (sum[i] / count);
      }
    }
  }
}
