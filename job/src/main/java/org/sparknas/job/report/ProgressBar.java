package org.sparknas.job.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far something is and how long it will still take: on a terminal as a bar that stays in
 * its line, elsewhere as a line now and then. What takes less than ten seconds shows nothing. Safe
 * for threads.
 */
public final class ProgressBar implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
  private static final Duration BETWEEN_BARS = Duration.ofMillis(200);
  private static final int BAR_WIDTH = 30;

  private final String what;
  private final long total;
  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long start;
  private long done;
  private long lastShown;
  private String note = "";
  private boolean shown;

  ProgressBar(String what, long total, PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.what = what;
    this.total = total;
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.lastShown = start;
  }

  /**
   * A bar on standard error.
   *
   * @param what is done, such as {@code training the supernet}
   * @param total how many steps there are
   */
  @SuppressWarnings("SystemConsoleNull") // on Java 17 it is null without a terminal
  public static ProgressBar of(String what, long total) {
    return new ProgressBar(what, total, System.err, isTerminal(), System::nanoTime);
  }

  // Java 22 always has a console, and Spark 3.5 runs on 17 at most.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null;
  }

  /**
   * So many steps are done.
   *
   * @param remark what else is worth seeing, such as a loss; may be empty
   */
  public synchronized void to(long steps, String remark) {
    done = steps;
    note = remark;
    long now = nanoTime.getAsLong();
    Duration between = terminal ? BETWEEN_BARS : BETWEEN_LINES;
    if (now - start < PATIENCE.toNanos() || (shown && now - lastShown < between.toNanos())) {
      return;
    }
    shown = true;
    lastShown = now;
    show(now);
  }

  private void show(long now) {
    String line = line(now);
    if (terminal) {
      // To the start of the line, and clear what is left of it.
      out.print("\r" + bar() + " " + line + "\u001B[K");
    } else {
      out.println(line);
    }
    out.flush();
  }

  private String line(long now) {
    Duration spent = Duration.ofNanos(now - start);
    String left =
        done > 0 && done < total
            ? ", " + shown(spent.multipliedBy(total - done).dividedBy(done)) + " left"
            : "";
    return "%s: %d of %d, %s%s%s"
        .formatted(what, done, total, shown(spent), left, note.isEmpty() ? "" : ", " + note);
  }

  private String bar() {
    int filled = total <= 0 ? BAR_WIDTH : (int) Math.min(BAR_WIDTH, BAR_WIDTH * done / total);
    return "[" + "=".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "]";
  }

  /** A duration as people say it: {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  static String shown(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSecondsPart() + " s";
  }

  /** Shows the end of what was shown. */
  @Override
  public synchronized void close() {
    if (!shown) {
      return;
    }
    show(nanoTime.getAsLong());
    if (terminal) {
      out.println();
    }
  }
}
