package org.sparknas.job.training;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.sparknas.evolution.Limit;
import org.sparknas.evolution.NoFeasibleCandidateException.Nearest;
import org.sparknas.supernet.architecture.Architecture;

/**
 * Which paths may be trained.
 *
 * @param limits that a path must keep, all of them
 * @param cost the value of a cost by its name
 * @param tries how many paths are drawn at most for one step
 */
public record PathConstraint(
    List<? extends Limit> limits, ToDoubleBiFunction<String, Architecture> cost, int tries) {
  /** Throws {@link IllegalArgumentException} when there is not at least one try. */
  public PathConstraint {
    limits = List.copyOf(limits);
    Objects.requireNonNull(cost, "cost");
    if (tries < 1) {
      throw new IllegalArgumentException("tries = " + tries + ", but must be 1 or more");
    }
  }

  /** Every path. */
  public static PathConstraint none() {
    return new PathConstraint(List.of(), (name, path) -> 0, 1);
  }

  /** Whether a path keeps all limits. */
  boolean allows(Architecture path) {
    return limits.stream().allMatch(limit -> limit.allows(value(limit, path)));
  }

  /** The limits as a user wrote them, for messages. */
  String text() {
    return limits.stream().map(Limit::text).collect(Collectors.joining(", "));
  }

  /** For each limit the value of the path that came nearest to it. */
  List<Nearest> nearest(List<Architecture> paths) {
    return limits.stream().map(limit -> nearest(limit, paths)).toList();
  }

  private Nearest nearest(Limit limit, List<Architecture> paths) {
    double value =
        paths.stream()
            .map(path -> value(limit, path))
            .min(Comparator.comparingDouble(limit::excess))
            .orElseThrow();
    return new Nearest(limit, value);
  }

  private double value(Limit limit, Architecture path) {
    return cost.applyAsDouble(limit.cost(), path);
  }
}
