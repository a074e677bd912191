package org.sparknas.job.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.fs.FSError;

/**
 * Says why a file system failed, in the words of the exception or, where it has none, its kind's.
 */
public final class FailureReason {
  private FailureReason() {}

  /** Returns the reason. */
  public static String of(Throwable failure) {
    if (failure instanceof FSError && failure.getCause() != null) {
      return of(failure.getCause());
    }
    if (failure instanceof FileSystemException disk && disk.getReason() == null) {
      return disk.getFile() + ": " + kind(disk);
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static String kind(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file, or a link to nothing, has this name";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    return failure.getClass().getSimpleName();
  }
}
