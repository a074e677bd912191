package org.sparknas.job.store;

import java.io.IOException;

/** A file or folder of a run that cannot be used as asked; the message says what to do. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file that is there and cannot be read. */
  static StoreException unreadable(Location file, IOException cause) {
    return new StoreException(file + ": cannot be read: " + FailureReason.of(cause), cause);
  }
}
