package org.sparknas.job.cli;

/** What the program ends with. */
final class ExitCode {
  /** Everything was done. */
  static final int DONE = 0;

  /** Something went wrong on the way. */
  static final int FAILED = 1;

  /** The command, the configuration or the data cannot be used; nothing was started. */
  static final int UNUSABLE = 2;

  /** No architecture keeps the constraints. */
  static final int NOTHING_FEASIBLE = 3;

  /** The architecture does not meet its target. */
  static final int TARGET_MISSED = 3;

  private ExitCode() {}
}
