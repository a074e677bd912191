package org.sparknas.job.training;

import java.util.Objects;
import java.util.function.Predicate;
import org.sparknas.supernet.architecture.Architecture;

/**
 * Which paths may be trained.
 *
 * @param text the constraint as a user wrote it, for messages
 * @param allows whether a path meets it
 * @param tries how many paths are drawn at most for one step
 */
public record PathConstraint(String text, Predicate<Architecture> allows, int tries) {
  /** Throws {@link IllegalArgumentException} when there is not at least one try. */
  public PathConstraint {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(allows, "allows");
    if (tries < 1) {
      throw new IllegalArgumentException("tries = " + tries + ", but must be 1 or more");
    }
  }

  /** Every path. */
  public static PathConstraint none() {
    return new PathConstraint("none", path -> true, 1);
  }
}
