package org.sparknas.job.spark;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;

/** Memory ran out; the message names the setting to raise. */
public final class MemoryShortage extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String SAID = "out of memory (";

  private MemoryShortage(OutOfMemoryError cause, boolean inExecutor) {
    super(explained(cause.getMessage(), inExecutor));
    // Not as the cause: Spark ends the process when it finds an error among the causes.
    addSuppressed(cause);
  }

  /**
   * Runs a part of a task. Where the task runs in the driver's process, a lack of memory is a
   * failure like others, which ends the job; on an executor it stays an error, so that Spark
   * replaces the executor.
   *
   * @throws MemoryShortage in place of an {@link OutOfMemoryError}, in the driver's process
   */
  public static <T> T explaining(Supplier<T> part) {
    try {
      return part.get();
    } catch (OutOfMemoryError e) {
      SparkEnv spark = SparkEnv.get();
      if (spark == null || spark.executorId().equals("driver")) {
        throw new MemoryShortage(e, false);
      }
      OutOfMemoryError explained = new OutOfMemoryError(explained(e.getMessage(), true));
      explained.initCause(e);
      throw explained;
    }
  }

  /** Says which setting to raise, if a lack of memory is among the causes. */
  public static Optional<String> among(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MemoryShortage) {
        return Optional.of(cause.getMessage());
      }
      if (cause instanceof OutOfMemoryError) {
        String message = String.valueOf(cause.getMessage());
        return Optional.of(message.startsWith(SAID) ? message : explained(message, false));
      }
    }
    return Optional.empty();
  }

  private static String explained(String message, boolean inExecutor) {
    return "%s%s): raise %s".formatted(SAID, message, setting(message, inExecutor));
  }

  private static String setting(String message, boolean inExecutor) {
    // JavaCPP's words for ND4J's arrays.
    boolean offHeap = message != null && message.contains("physicalBytes");
    String variable = offHeap ? "OFF_HEAP_GB" : "MEMORY_GB";
    String submitted = (inExecutor ? "EXECUTOR_" : "DRIVER_") + variable + " (submit.sh)";
    return inExecutor
        ? submitted
        : (offHeap ? "SPARK_NAS_OFF_HEAP_GB" : "SPARK_NAS_HEAP_GB")
            + " (run-local.sh) or "
            + submitted;
  }
}
