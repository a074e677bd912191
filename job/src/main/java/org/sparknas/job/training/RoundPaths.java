package org.sparknas.job.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;

/** The paths of an averaging round: the same for all workers, or each worker's own. */
public final class RoundPaths implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final int firstStep;
  private final boolean shared;

  /** Choices of each decision, by worker (only one where all share it) and step. */
  private final List<List<List<Integer>>> choices;

  private RoundPaths(int epoch, int firstStep, boolean shared, List<List<List<Integer>>> choices) {
    this.epoch = epoch;
    this.firstStep = firstStep;
    this.shared = shared;
    this.choices = choices;
  }

  /**
   * The paths that all workers walk together.
   *
   * @param firstStep the round's first step, from 0 over the whole training
   */
  public static RoundPaths shared(UniformPathSampler sampler, int epoch, int firstStep, int steps) {
    List<List<Integer>> paths = new ArrayList<>();
    for (int step = firstStep; step < firstStep + steps; step++) {
      paths.add(sampler.path(epoch, step).choices());
    }
    return new RoundPaths(epoch, firstStep, true, List.of(paths));
  }

  /** The paths that each worker walks alone. */
  public static RoundPaths perWorker(
      UniformPathSampler sampler, int epoch, int firstStep, int steps, int workers) {
    List<List<List<Integer>>> byWorker = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      List<List<Integer>> paths = new ArrayList<>();
      for (int step = firstStep; step < firstStep + steps; step++) {
        paths.add(sampler.path(epoch, step, worker).choices());
      }
      byWorker.add(paths);
    }
    return new RoundPaths(epoch, firstStep, false, byWorker);
  }

  int epoch() {
    return epoch;
  }

  int firstStep() {
    return firstStep;
  }

  boolean shared() {
    return shared;
  }

  /** A worker's path for each of its steps. */
  List<Architecture> of(int worker, SearchSpace space) {
    return choices.get(shared ? 0 : worker).stream().map(space::architecture).toList();
  }

  /** Every path that some worker walks. */
  List<Architecture> all(SearchSpace space) {
    return choices.stream().flatMap(List::stream).map(space::architecture).toList();
  }
}
