package org.sparknas.job.report;

import java.io.PrintWriter;
import java.util.List;

/**
 * Shows what a user should know although the program goes on. Commands print what they find before
 * they start to standard error; a result keeps it, too.
 */
public final class Warnings {
  private Warnings() {}

  /** Prints a line for each. */
  public static void print(List<String> warnings, PrintWriter out) {
    for (String warning : warnings) {
      out.println("warning: " + warning);
    }
    out.flush();
  }
}
