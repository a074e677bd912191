package org.sparknas.job.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;

/**
 * The same steps as {@link SupernetPathSteps} on plain networks: each path has parameters and
 * momentum of its own, which stay where they are computed, and has run before it is timed.
 */
final class ResidentPathSteps implements TimedSteps {
  private final BenchmarkEngine engine;
  private final ImageBatch batch;
  private final Phase phase;
  private final List<Network> networks = new ArrayList<>();
  private final List<Map<String, ChannelMoments>> statistics = new ArrayList<>();

  private ResidentPathSteps(OneShotPaths paths, NetworkArguments arguments) {
    for (int step = 0; step < arguments.runs(); step++) {
      networks.add(renamed(paths.path(step), "plain" + step + "."));
    }
    List<Block> blocks = networks.stream().flatMap(each -> each.blocks().stream()).toList();
    this.engine = new BenchmarkEngine(ParameterLayout.widest(blocks), arguments.threads());
    this.batch = paths.batch(arguments);
    this.phase = arguments.phase();
    float[] values = paths.initialValues();
    for (int step = 0; step < arguments.runs(); step++) {
      load(paths, values, paths.path(step), networks.get(step));
    }
  }

  static NetworkWorkload.Prepared prepare(OneShotSettings settings, NetworkArguments arguments) {
    OneShotPaths paths = new OneShotPaths(settings);
    return new NetworkWorkload.Prepared(
        new ResidentPathSteps(paths, arguments),
        OneShotPaths.warmUps(arguments),
        paths.parameters(arguments));
  }

  private void load(OneShotPaths paths, float[] values, Network path, Network network) {
    ParameterLayout narrow = ParameterLayout.widest(path.blocks());
    // Names apart, both layouts are the same.
    ParameterLayout own = ParameterLayout.widest(network.blocks());
    float[] start = paths.supernet().layout().gather(values, narrow);
    engine.load(new PathTrainer.Vectors(own, start, new float[start.length]), network);
    statistics.add(phase == Phase.INFER ? engine.moments(network, batch) : Map.of());
  }

  private static Network renamed(Network network, String prefix) {
    return new Network(
        network.input(),
        network.nodes().stream()
            .map(
                node -> {
                  Block block = node.block();
                  return new Network.Node(
                      new Block(prefix + block.name(), block.inputs(), block.nodes()),
                      node.inputs());
                })
            .toList());
  }

  @Override
  public void run(int step) {
    int number = Math.floorMod(step, networks.size());
    if (phase == Phase.TRAIN) {
      FiniteLoss.require(engine.step(networks.get(number), batch));
    } else {
      engine.infer(networks.get(number), statistics.get(number), batch);
    }
  }
}
