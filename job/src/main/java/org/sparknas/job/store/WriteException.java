package org.sparknas.job.store;

/** A file of a run that could not be written; the message names it and says why. */
public final class WriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WriteException(Location file, Throwable cause) {
    super(file + ": cannot be written: " + FailureReason.of(cause), cause);
  }
}
