package org.sparknas.job.training;

import java.util.ArrayList;
import java.util.List;
import org.sparknas.supernet.module.ParameterLayout;

/** Where the parameters of a narrower layout lie in a wider one. */
public final class TouchedIntervals {
  private TouchedIntervals() {}

  /** The intervals of the wider layout. */
  public static Intervals of(ParameterLayout wide, ParameterLayout narrow) {
    List<Integer> offsets = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    wide.stretches(
        narrow,
        (offset, length) -> {
          offsets.add(offset);
          lengths.add(length);
        });
    return Intervals.covering(
        offsets.stream().mapToInt(Integer::intValue).toArray(),
        lengths.stream().mapToInt(Integer::intValue).toArray());
  }
}
