package org.sparknas.job.scoring;

import java.io.IOException;
import java.io.PrintWriter;

/** Scores architectures. */
public final class ScoreRun {
  private ScoreRun() {}

  /** Prints a JSON line for each architecture, in their order. */
  @SuppressWarnings("DoNotCallSuggester") // A placeholder.
  public static void run(ScoreRequest request, PrintWriter out) throws IOException {
    out.flush();
    throw new UnsupportedOperationException("scoring with " + request.supernet());
  }
}
