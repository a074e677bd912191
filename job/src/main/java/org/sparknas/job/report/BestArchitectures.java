package org.sparknas.job.report;

import java.io.PrintWriter;
import java.util.Locale;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.RunResult;

/** The last screen of a search: the best architectures with their accuracy and costs. */
public final class BestArchitectures {
  private static final String ROW = "%-8s %4s  %10s %8s %9s %9s %7s  %s%n";

  /** It has epochs, and scores what it derived alone. */
  private static final String DIFFERENTIABLE = "differentiable";

  private BestArchitectures() {}

  /** Prints the screen. */
  public static void print(RunResult result, RunFolder folder, PrintWriter out) {
    out.println();
    out.printf(
        ROW, "search", "rank", "validation", "test", "MACs", "params", "score", "architecture");
    for (RunResult.Search search : result.searches()) {
      for (RunResult.Best best : search.best()) {
        out.printf(
            ROW,
            search.algorithm(),
            best.rank(),
            percent(best.validationTop1()),
            percent(best.testTop1()),
            millions(best.costs().get("macs").asDouble()),
            millions(best.costs().get("parameters").asDouble()),
            String.format(Locale.ROOT, "%.3f", best.costs().get("score").asDouble()),
            folder.location().child(best.file()));
      }
    }
    out.println();
    for (RunResult.Search search : result.searches()) {
      if (search.algorithm().equals(DIFFERENTIABLE)) {
        printLatency(search, out);
        continue;
      }
      double seconds = result.timingsSeconds().get(search.algorithm() + "_search");
      out.printf(
          Locale.ROOT,
          "%s search: %d candidates, %d scored (%.0f an hour)%s%n",
          search.algorithm(),
          search.candidates(),
          search.scored(),
          search.scored() / seconds * 3600,
          search.scored() < search.candidates() ? ", the others known from before" : "");
    }
    Warnings.print(result.warnings(), out);
    out.printf("Everything is in %s%n", folder);
    out.flush();
  }

  private static void printLatency(RunResult.Search search, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s search: %d epochs, %.3f ms in the latency table%s%n",
        search.algorithm(),
        search.generations(),
        search.best().get(0).costs().get("latency_ms").asDouble(),
        search.constraints().isEmpty() ? "" : ", " + String.join(", ", search.constraints()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String millions(double count) {
    return String.format(Locale.ROOT, "%.3f M", count / 1e6);
  }
}
