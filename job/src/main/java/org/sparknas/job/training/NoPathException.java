package org.sparknas.job.training;

import java.util.List;
import java.util.stream.Collectors;
import org.sparknas.evolution.NoFeasibleCandidateException.Nearest;
import org.sparknas.supernet.architecture.Architecture;

/** No path that meets the constraint was found within the tries; says how near one came. */
public final class NoPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoPathException(PathConstraint constraint, List<Architecture> tried, int epoch, long step) {
    super(
        ("no path that meets '%s' was found in %d tries for step %d of epoch %d (%s);"
                + " loosen the constraint or allow more tries")
            .formatted(
                constraint.text(),
                tried.size(),
                step,
                epoch,
                constraint.nearest(tried).stream()
                    .map(Nearest::toString)
                    .collect(Collectors.joining("; "))));
  }
}
