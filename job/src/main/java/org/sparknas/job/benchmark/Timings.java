package org.sparknas.job.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/** How long each of some equal runs took. */
final class Timings {
  private static final double NANOSECONDS = 1e6;
  private static final double DIGITS = 100;

  private final long[] sorted;

  private Timings(long[] sorted) {
    this.sorted = sorted;
  }

  /** Nanoseconds of each run, in any order; at least one. */
  static Timings of(long... nanoseconds) {
    if (nanoseconds.length == 0) {
      throw new IllegalArgumentException("nothing was timed");
    }
    long[] sorted = nanoseconds.clone();
    Arrays.sort(sorted);
    return new Timings(sorted);
  }

  /** The middle one, or the mean of the middle two. */
  double medianMilliseconds() {
    int middle = sorted.length / 2;
    double nanoseconds =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    return milliseconds(nanoseconds);
  }

  double leastMilliseconds() {
    return milliseconds((double) sorted[0]);
  }

  /** Adds {@code median_ms}, {@code min_ms} and {@code runs}. */
  ObjectNode addTo(ObjectNode json) {
    return json.put("median_ms", medianMilliseconds())
        .put("min_ms", leastMilliseconds())
        .put("runs", sorted.length);
  }

  private static double milliseconds(double nanoseconds) {
    return Math.round(nanoseconds / NANOSECONDS * DIGITS) / DIGITS;
  }
}
