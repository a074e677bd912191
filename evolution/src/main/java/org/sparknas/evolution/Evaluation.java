package org.sparknas.evolution;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What scoring found out about a candidate.
 *
 * @param accuracy share of correct answers, from 0 to 1
 * @param measures anything else worth keeping, by name ("top5")
 */
public record Evaluation(double accuracy, SortedMap<String, Double> measures) {

  public Evaluation {
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException("accuracy: " + accuracy + "; must be from 0 to 1");
    }
    measures = Collections.unmodifiableSortedMap(new TreeMap<>(measures));
  }

  /** Accuracy alone. */
  public static Evaluation of(double accuracy) {
    return of(accuracy, Map.of());
  }

  /** Accuracy and further measures. */
  public static Evaluation of(double accuracy, Map<String, Double> measures) {
    return new Evaluation(accuracy, new TreeMap<>(measures));
  }
}
