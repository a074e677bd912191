package org.sparknas.job.search;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How long the parts of a run took. */
final class PartTimes {
  private final Map<String, Double> seconds = new TreeMap<>();

  /**
   * Ends a part.
   *
   * @param start of the part, from {@link System#nanoTime}
   */
  void end(String part, long start) {
    seconds.put(part, (System.nanoTime() - start) / 1e9);
  }

  /** Seconds by the parts' names. */
  Map<String, Double> seconds() {
    return Collections.unmodifiableMap(seconds);
  }
}
