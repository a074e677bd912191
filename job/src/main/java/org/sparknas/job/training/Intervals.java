package org.sparknas.job.training;

import java.io.Serializable;
import java.util.Arrays;

/** Sorted, disjoint, non-empty parts of a vector. Neighbours that touch are one interval. */
public final class Intervals implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] offsets;
  private final int[] ends;

  private Intervals(int[] offsets, int[] ends) {
    this.offsets = offsets;
    this.ends = ends;
  }

  /** The whole of a vector. */
  public static Intervals all(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("length = " + length + ", but must be 0 or more");
    }
    return length == 0
        ? new Intervals(new int[0], new int[0])
        : new Intervals(new int[] {0}, new int[] {length});
  }

  /**
   * Intervals as they are.
   *
   * @param offsets where each interval begins, in rising order
   * @param lengths how long each is, at least 1
   * @throws IllegalArgumentException when they overlap, are out of order, or are empty
   */
  public static Intervals of(int[] offsets, int[] lengths) {
    if (offsets.length != lengths.length) {
      throw new IllegalArgumentException(
          offsets.length + " offsets do not go with " + lengths.length + " lengths");
    }
    int[] starts = new int[offsets.length];
    int[] ends = new int[offsets.length];
    int count = 0;
    for (int i = 0; i < offsets.length; i++) {
      int previousEnd = count == 0 ? 0 : ends[count - 1];
      if (lengths[i] < 1 || offsets[i] < previousEnd) {
        throw new IllegalArgumentException(
            ("interval %d begins at %d with length %d, but must begin at %d or later"
                    + " with length 1 or more")
                .formatted(i, offsets[i], lengths[i], previousEnd));
      }
      int end = Math.addExact(offsets[i], lengths[i]);
      if (count > 0 && offsets[i] == previousEnd) {
        ends[count - 1] = end;
      } else {
        starts[count] = offsets[i];
        ends[count] = end;
        count++;
      }
    }
    return new Intervals(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }

  /**
   * Everything that is in at least one of the given intervals, which may come in any order and
   * overlap.
   *
   * @throws IllegalArgumentException when one is empty or begins before 0
   */
  public static Intervals covering(int[] offsets, int[] lengths) {
    if (offsets.length != lengths.length) {
      throw new IllegalArgumentException(
          offsets.length + " offsets do not go with " + lengths.length + " lengths");
    }
    long[] sorted = new long[offsets.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = ((long) offsets[i] << Integer.SIZE) | lengths[i];
    }
    Arrays.sort(sorted);
    int[] starts = new int[sorted.length];
    int[] covered = new int[sorted.length];
    int count = 0;
    for (long interval : sorted) {
      int offset = (int) (interval >> Integer.SIZE);
      int length = (int) interval;
      int last = count - 1;
      if (count > 0 && length > 0 && offset <= starts[last] + covered[last]) {
        covered[last] = Math.max(covered[last], Math.addExact(offset, length) - starts[last]);
      } else {
        starts[count] = offset;
        covered[count++] = length;
      }
    }
    return of(Arrays.copyOf(starts, count), Arrays.copyOf(covered, count));
  }

  /** Everything that is in this or in the other. */
  public Intervals union(Intervals other) {
    int[] starts = new int[count() + other.count()];
    int[] lengths = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      Intervals source = i < count() ? this : other;
      int interval = i < count() ? i : i - count();
      starts[i] = source.offsets[interval];
      lengths[i] = source.ends[interval] - source.offsets[interval];
    }
    return covering(starts, lengths);
  }

  /** The number of intervals. */
  public int count() {
    return offsets.length;
  }

  /** Where an interval begins. */
  public int offset(int interval) {
    return offsets[interval];
  }

  /** Where an interval ends: the first index behind it. */
  public int end(int interval) {
    return ends[interval];
  }

  /** The first index behind the last interval; 0 when there is none. */
  public int end() {
    return count() == 0 ? 0 : ends[count() - 1];
  }

  /** The number of elements in all intervals together. */
  public int total() {
    int total = 0;
    for (int i = 0; i < count(); i++) {
      total += ends[i] - offsets[i];
    }
    return total;
  }

  /** Whether these intervals are the whole of a vector. */
  public boolean isAll(int length) {
    return total() == length && end() == length;
  }

  /** The elements of the whole that lie in the intervals, one interval after the other. */
  public float[] gather(float[] whole) {
    float[] part = new float[total()];
    gather(whole, 0, part, 0);
    return part;
  }

  /** Gathers from a vector that begins at {@code wholeOffset} into {@code part}. */
  void gather(float[] whole, int wholeOffset, float[] part, int partOffset) {
    int position = partOffset;
    for (int i = 0; i < count(); i++) {
      int length = ends[i] - offsets[i];
      System.arraycopy(whole, wholeOffset + offsets[i], part, position, length);
      position += length;
    }
  }

  /**
   * Writes what {@link #gather} read back to its place; nothing else of the whole is written.
   *
   * @throws IllegalArgumentException when the part is not as long as the intervals together
   */
  public void scatter(float[] part, float[] whole) {
    if (part.length != total()) {
      throw new IllegalArgumentException(
          part.length + " elements do not fill intervals of " + total() + " elements");
    }
    int position = 0;
    for (int i = 0; i < count(); i++) {
      int length = ends[i] - offsets[i];
      System.arraycopy(part, position, whole, offsets[i], length);
      position += length;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Intervals that
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(ends, that.ends);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(ends);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < count(); i++) {
      text.append(i == 0 ? "" : ", ").append(offsets[i]).append("..").append(ends[i] - 1);
    }
    return text.append(']').toString();
  }
}
