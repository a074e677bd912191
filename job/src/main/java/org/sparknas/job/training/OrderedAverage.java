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
   * Averages the results of a round. The results are used up: where a worker touched everything,
   * the mean takes the place of its arrays.
   *
   * @param start what the workers started from
   * @param trained their results, in the workers' order; at least one
   * @return a state whose arrays are not those of the start
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
      requireFit(
          i,
          trained.get(i),
          length,
          whole ? stateLength : slots * touched,
          start.architecture().length);
    }
    List<Intervals> parts = trained.stream().map(TrainedState::touched).toList();
    List<Intervals> stateParts =
        whole ? parts.stream().map(one -> Intervals.all(stateLength)).toList() : parts;
    List<float[]> values = arrays(trained, ModelState::values);
    List<float[]> states = arrays(trained, ModelState::optimizerState);
    float[] meanValues = place(start.values(), values, parts, length);
    int slotLength = whole ? stateLength : length;
    float[] meanState = place(start.optimizerState(), states, stateParts, slotLength);
    // Every element's sum has its own order, so it does not matter which thread computes it.
    IntStream.rangeClosed(0, whole ? 1 : slots)
        .parallel()
        .forEach(
            vector -> {
              if (vector == 0) {
                average(meanValues, 0, length, values, parts);
              } else {
                average(meanState, vector - 1, slotLength, states, stateParts);
              }
            });
    return new ModelState(meanValues, meanState, mean(arrays(trained, ModelState::architecture)));
  }

  /** The mean of whole vectors. */
  private static float[] mean(List<float[]> vectors) {
    int length = vectors.get(0).length;
    Intervals all = Intervals.all(length);
    float[] mean = new float[length];
    average(mean, 0, length, vectors, vectors.stream().map(vector -> all).toList());
    return mean;
  }

  /** Where the mean is written: over a result that has every element, else over a copy. */
  private static float[] place(
      float[] start, List<float[]> results, List<Intervals> touched, int length) {
    for (int worker = 0; worker < results.size(); worker++) {
      if (touched.get(worker).isAll(length)) {
        return results.get(worker);
      }
    }
    return start.clone();
  }

  private static List<float[]> arrays(
      List<TrainedState> trained, Function<ModelState, float[]> array) {
    return trained.stream().map(one -> array.apply(one.state())).toList();
  }

  private static void requireFit(
      int index, TrainedState trained, int length, int expectedState, int architecture) {
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
    if (trained.state().architecture().length != architecture) {
      throw new IllegalArgumentException(
          "result %d has %d architecture parameters with their state, but %d were expected"
              .formatted(index, trained.state().architecture().length, architecture));
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
    if (count == 2) {
      // In pieces, so that the loop is a method that is called often, and compiled as such.
      for (int done = 0; done < length; done += CHUNK) {
        int size = Math.min(CHUNK, length - done);
        meanOfTwo(
            sources[0], from[0] + done, sources[1], from[1] + done, into, offset + done, size);
      }
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

  /** In one pass: half of a sum in double is exact, and so rounded as the general mean is. */
  private static void meanOfTwo(
      float[] first, int begin, float[] second, int other, float[] into, int offset, int length) {
    for (int i = 0; i < length; i++) {
      into[offset + i] = (float) (((double) first[begin + i] + second[other + i]) / 2);
    }
  }
}
