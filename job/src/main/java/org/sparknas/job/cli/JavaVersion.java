package org.sparknas.job.cli;

import java.util.Optional;

/** Spark 3.5 runs on no newer Java than 17, and the program's classes on no older one. */
final class JavaVersion {
  private static final int NEEDED = 17;

  private JavaVersion() {}

  /** Says that another Java is needed, unless this one will do. */
  static Optional<String> problem(Runtime.Version version, String home) {
    return version.feature() == NEEDED
        ? Optional.empty()
        : Optional.of(
            "Spark NAS needs Java %d, but runs on Java %s in %s: set JAVA_HOME to a JDK %d"
                .formatted(NEEDED, version, home, NEEDED));
  }
}
