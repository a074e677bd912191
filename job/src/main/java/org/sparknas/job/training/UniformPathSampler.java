package org.sparknas.job.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;

/**
 * Draws the path of a training step: each decision on its own and uniformly, widths among the
 * scales that the warm-up allows. A path is a function of the seed, the epoch and the step, and of
 * the worker where each worker has its own paths; so a task that runs again trains the same paths.
 */
public final class UniformPathSampler {
  private static final int ALL_WORKERS = -1;

  private final SearchSpace space;
  private final ChannelWarmUp warmUp;
  private final PathConstraint constraint;
  private final long seed;

  public UniformPathSampler(
      SearchSpace space, ChannelWarmUp warmUp, PathConstraint constraint, long seed) {
    this.space = Objects.requireNonNull(space, "space");
    this.warmUp = Objects.requireNonNull(warmUp, "warmUp");
    this.constraint = Objects.requireNonNull(constraint, "constraint");
    this.seed = seed;
  }

  /**
   * The path that all workers walk in a step.
   *
   * @param step from 0, within the epoch or over the whole training, as long as it is always the
   *     same
   * @throws NoPathException when no drawn path meets the constraint
   */
  public Architecture path(int epoch, long step) {
    return draw(epoch, step, ALL_WORKERS);
  }

  /**
   * The path that one worker walks in a step.
   *
   * @param worker from 0
   * @throws NoPathException when no drawn path meets the constraint
   */
  public Architecture path(int epoch, long step, int worker) {
    if (worker < 0) {
      throw new IllegalArgumentException("worker = " + worker + ", but must be 0 or more");
    }
    return draw(epoch, step, worker);
  }

  private Architecture draw(int epoch, long step, int worker) {
    SplittableRandom random = new SplittableRandom(Seed.of(seed, epoch, step, worker));
    List<List<Integer>> allowed =
        space.decisions().stream().map(decision -> warmUp.choices(decision, epoch)).toList();
    List<Architecture> tried = new ArrayList<>();
    while (tried.size() < constraint.tries()) {
      List<Integer> choices = new ArrayList<>(allowed.size());
      for (List<Integer> values : allowed) {
        choices.add(values.get(random.nextInt(values.size())));
      }
      Architecture path = space.drawn(choices);
      if (constraint.allows(path)) {
        return path;
      }
      tried.add(path);
    }
    throw new NoPathException(constraint, tried, epoch, step);
  }
}
