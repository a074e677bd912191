package org.sparknas.job.benchmark;

import java.util.List;

/**
 * How a network is timed.
 *
 * @param batch images of a step
 * @param runs how many steps are timed
 * @param threads that compute a step
 */
record NetworkArguments(Phase phase, int batch, int runs, int threads) {
  static final String USAGE = "train|infer BATCH [RUNS=9] [THREADS=cores]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException when something is missing or out of range
   */
  static NetworkArguments of(List<String> values) {
    Arguments given = new Arguments(values).atMost(4);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("PHASE is missing");
    }
    return new NetworkArguments(
        Phase.of(values.get(0)),
        given.number(1, "BATCH", 1),
        given.number(2, "RUNS", 1, 9),
        given.number(3, "THREADS", 1, Runtime.getRuntime().availableProcessors()));
  }
}
