package org.sparknas.job.benchmark;

import org.sparknas.job.training.ChannelWarmUp;
import org.sparknas.job.training.PathConstraint;
import org.sparknas.job.training.UniformPathSampler;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.oneshot.OneShotInitialization;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

/** The paths that the steps of both OneShot workloads walk, and the weights they start from. */
final class OneShotPaths {
  private static final long SEED = 1;

  private final Supernet supernet;
  private final UniformPathSampler sampler;

  OneShotPaths(OneShotSettings settings) {
    SearchSpace space = new OneShotSpace(settings);
    supernet = new Supernet(space);
    sampler = new UniformPathSampler(space, ChannelWarmUp.none(), PathConstraint.none(), SEED);
  }

  Supernet supernet() {
    return supernet;
  }

  float[] initialValues() {
    return supernet.initialValues(new OneShotInitialization(), SEED);
  }

  /** The path of a step, drawn anew at each call. */
  Network path(int step) {
    return sampler.path(0, step).network();
  }

  ImageBatch batch(NetworkArguments arguments) {
    Network any = path(0);
    return ImageBatch.random(any.input(), arguments.batch(), any.output().channels(), SEED);
  }

  /**
   * Steps before the first that is timed, in both workloads: as many as are timed, so that each of
   * the plain networks is warm, and at least three.
   */
  static int warmUps(NetworkArguments arguments) {
    return Math.max(3, arguments.runs());
  }

  /** The mean over the timed paths. */
  long parameters(NetworkArguments arguments) {
    long sum = 0;
    for (int step = 0; step < arguments.runs(); step++) {
      sum += parameters(path(step));
    }
    return Math.round((double) sum / arguments.runs());
  }

  private static long parameters(Network network) {
    return network.parameters().stream().mapToLong(parameter -> parameter.size()).sum();
  }
}
