package org.sparknas.job.training;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Draws the paths of a whole training before it starts, so that a step without a path cannot end it
 * after hours. Paths are functions of seed, epoch, step and worker: training will draw the same.
 *
 * @param shared whether all workers of a step walk the same path
 */
record PathCheck(
    UniformPathSampler sampler, int epochs, int stepsPerEpoch, int workers, boolean shared) {
  private static final int AT_ONCE = 4096;

  /** Returns how many steps the training has in all. */
  long steps() {
    return (long) epochs * stepsPerEpoch;
  }

  /**
   * Draws the paths of all steps, on all cores; epochs in turn, since limits may be hard to keep in
   * some of them only. Stops early when its time is up.
   *
   * @param progress is told how many steps were checked
   * @return how many steps were checked
   * @throws NoPathException when one of them has no path that keeps the constraints
   */
  long check(Duration time, LongConsumer progress) {
    long start = System.nanoTime();
    long checked = 0;
    while (checked < steps() && System.nanoTime() - start < time.toNanos()) {
      long end = Math.min(steps(), checked + AT_ONCE);
      Optional<NoPathException> failure =
          LongStream.range(checked, end)
              .parallel()
              .mapToObj(this::failure)
              .flatMap(Optional::stream)
              .findFirst();
      if (failure.isPresent()) {
        throw failure.get();
      }
      checked = end;
      progress.accept(checked);
    }
    return checked;
  }

  private Optional<NoPathException> failure(long number) {
    int epoch = (int) (number % epochs);
    long step = (long) epoch * stepsPerEpoch + number / epochs;
    try {
      if (shared) {
        sampler.path(epoch, step);
      } else {
        IntStream.range(0, workers).forEach(worker -> sampler.path(epoch, step, worker));
      }
      return Optional.empty();
    } catch (NoPathException e) {
      return Optional.of(e);
    }
  }
}
