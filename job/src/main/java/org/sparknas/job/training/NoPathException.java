package org.sparknas.job.training;

/** No path that meets the constraint was found within the tries. */
public final class NoPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoPathException(PathConstraint constraint, int epoch, long step) {
    super(
        ("no path that meets '%s' was found in %d tries for step %d of epoch %d;"
                + " loosen the constraint or allow more tries")
            .formatted(constraint.text(), constraint.tries(), step, epoch));
  }
}
