package org.sparknas.job.search;

import java.io.IOException;

/** Runs a search. */
public final class SearchRun {
  /** How a run ended. */
  public enum Outcome {
    /** Everything was done. */
    COMPLETE,
    /** Time ran out, and there is a usable result. */
    STOPPED_AT_DEADLINE
  }

  private SearchRun() {}

  /** Trains a supernet unless there is one, searches it, and fills the folder of the run. */
  @SuppressWarnings("DoNotCallSuggester") // A placeholder.
  public static Outcome run(SearchRequest request) throws IOException {
    throw new UnsupportedOperationException("searching " + request.output());
  }
}
