package org.sparknas.job.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sparknas.supernet.module.ParameterLayout;

/** Where the parameters of a narrower layout lie in a wider one. */
final class TouchedIntervals {
  private TouchedIntervals() {}

  static Intervals of(ParameterLayout wide, ParameterLayout narrow) {
    List<int[]> stretches = new ArrayList<>();
    wide.stretches(narrow, (offset, count) -> stretches.add(new int[] {offset, count}));
    stretches.sort(Comparator.comparingInt(stretch -> stretch[0]));
    return Intervals.of(
        stretches.stream().mapToInt(stretch -> stretch[0]).toArray(),
        stretches.stream().mapToInt(stretch -> stretch[1]).toArray());
  }
}
