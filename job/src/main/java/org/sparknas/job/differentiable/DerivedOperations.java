package org.sparknas.job.differentiable;

import java.util.Map;
import java.util.TreeMap;
import org.sparknas.supernet.tfnas.DerivedArchitecture;
import org.sparknas.supernet.tfnas.TfnasSpace;

/**
 * How often each operation was derived, over all blocks and epochs so far: where a search
 * collapses, few operations have all.
 */
final class DerivedOperations {
  private final Map<String, Integer> counts = new TreeMap<>();

  DerivedOperations(TfnasSpace space) {
    space.tfnasSettings().operations().forEach(each -> counts.put(each.value(), 0));
  }

  void add(DerivedArchitecture derived) {
    derived.blocks().forEach(each -> counts.merge(DerivedNotes.operation(each), 1, Integer::sum));
  }

  /** By the operations' names. */
  Map<String, Integer> counts() {
    return counts;
  }
}
