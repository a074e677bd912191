package org.sparknas.job.benchmark;

import java.util.Map;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.module.Supernet;

/** Steps of one network on one batch. */
final class PlainNetworkSteps implements TimedSteps {
  /** Until Java has compiled everything: a search takes thousands of steps. */
  private static final int WARM_UPS = 30;

  private final BenchmarkEngine engine;
  private final Network network;
  private final ImageBatch batch;
  private final Phase phase;
  private final Map<String, ChannelMoments> statistics;

  private PlainNetworkSteps(Network network, NetworkArguments arguments, Supernet whole) {
    this.engine = new BenchmarkEngine(whole.layout(), arguments.threads());
    this.network = network;
    this.phase = arguments.phase();
    this.batch =
        ImageBatch.random(network.input(), arguments.batch(), network.output().channels(), 2);
    engine.load(
        new PathTrainer.Vectors(
            whole.layout(),
            whole.initialValues(new FanInInitialization(), 1),
            new float[whole.layout().length()]),
        network);
    this.statistics = phase == Phase.INFER ? engine.moments(network, batch) : Map.of();
  }

  /** The network's parameters are drawn and made resident. */
  static NetworkWorkload.Prepared prepare(Network network, NetworkArguments arguments) {
    Supernet whole = new Supernet(new SingleNetwork(network));
    return new NetworkWorkload.Prepared(
        new PlainNetworkSteps(network, arguments, whole), WARM_UPS, whole.layout().length());
  }

  @Override
  public void run(int step) {
    if (phase == Phase.TRAIN) {
      FiniteLoss.require(engine.step(network, batch));
    } else {
      engine.infer(network, statistics, batch);
    }
  }
}
