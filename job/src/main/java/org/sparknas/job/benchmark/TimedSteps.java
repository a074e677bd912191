package org.sparknas.job.benchmark;

/** Steps that are timed one by one. */
interface TimedSteps {
  /** What a step needs and is not timed. */
  default void prepare(int step) {}

  /** What is timed. */
  void run(int step);

  /**
   * Runs the steps from {@code −warmUps} to {@code runs − 1} and times those from 0.
   *
   * @param runs at least 1
   */
  default Timings time(int warmUps, int runs) {
    long[] nanoseconds = new long[runs];
    for (int step = -warmUps; step < runs; step++) {
      prepare(step);
      long start = System.nanoTime();
      run(step);
      if (step >= 0) {
        nanoseconds[step] = System.nanoTime() - start;
      }
    }
    return Timings.of(nanoseconds);
  }
}
