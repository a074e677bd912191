package org.sparknas.job.benchmark;

import java.util.Map;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.oneshot.OneShotSettings;

/**
 * Steps on paths of a supernet's flat vector, another path in each. Timed are the draw, the copy
 * out of the vector, the step, and the copy back. No timed path was walked before, as in a training
 * that draws from 10^29 of them; only its blocks may have been.
 */
final class SupernetPathSteps implements TimedSteps {
  private final OneShotPaths paths;
  private final BenchmarkEngine engine;
  private final ImageBatch batch;
  private final Phase phase;
  private final PathTrainer.Vectors vectors;
  private Map<String, ChannelMoments> statistics = Map.of();

  private SupernetPathSteps(OneShotPaths paths, NetworkArguments arguments) {
    this.paths = paths;
    this.engine = new BenchmarkEngine(paths.supernet().layout(), arguments.threads());
    this.batch = paths.batch(arguments);
    this.phase = arguments.phase();
    int momentum = phase == Phase.TRAIN ? paths.supernet().layout().length() : 0;
    this.vectors =
        new PathTrainer.Vectors(
            paths.supernet().layout(), paths.initialValues(), new float[momentum]);
  }

  static NetworkWorkload.Prepared prepare(OneShotSettings settings, NetworkArguments arguments) {
    OneShotPaths paths = new OneShotPaths(settings);
    return new NetworkWorkload.Prepared(
        new SupernetPathSteps(paths, arguments),
        OneShotPaths.warmUps(arguments),
        paths.parameters(arguments));
  }

  /** Scoring's first pass, which comes before the one that is timed. */
  @Override
  public void prepare(int step) {
    if (phase == Phase.INFER) {
      Network path = paths.path(step);
      engine.load(vectors.layout(), vectors.values(), path);
      statistics = engine.moments(path, batch);
    }
  }

  @Override
  public void run(int step) {
    Network path = paths.path(step);
    if (phase == Phase.TRAIN) {
      FiniteLoss.require(engine.train(vectors, path, batch));
    } else {
      engine.load(vectors.layout(), vectors.values(), path);
      engine.infer(path, statistics, batch);
    }
  }
}
