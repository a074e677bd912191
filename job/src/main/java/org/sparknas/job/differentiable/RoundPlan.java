package org.sparknas.job.differentiable;

import java.io.Serializable;
import java.util.List;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.tfnas.BiSampling;
import org.sparknas.supernet.tfnas.OperationWidths;
import org.sparknas.supernet.tfnas.SearchNetworks;

/**
 * What all workers do in a round.
 *
 * @param firstStep from 0 over the whole training
 * @param firstOfEpoch the same step, from 0 in the epoch
 * @param paths of each weight step
 * @param architecture how architecture parameters are trained; null where only weights are
 */
record RoundPlan(
    int epoch,
    int firstStep,
    int firstOfEpoch,
    OperationWidths widths,
    List<BiSampling.Paths> paths,
    ArchitecturePlan architecture)
    implements Serializable {

  /**
   * The architecture steps of a round.
   *
   * @param iteration how many such steps were taken since the optimiser's moments were 0
   */
  record ArchitecturePlan(double temperature, int iteration) implements Serializable {}

  RoundPlan {
    paths = List.copyOf(paths);
  }

  boolean trainsArchitecture() {
    return architecture != null;
  }

  /** The networks whose weights the round moves. */
  List<Network> walked(SearchNetworks networks) {
    return paths.stream().flatMap(step -> step.all().stream()).map(networks::path).toList();
  }

  /** The networks whose weights the round needs. */
  List<Network> needed(SearchNetworks networks) {
    return trainsArchitecture() ? List.of(networks.mixture()) : walked(networks);
  }

  /** The parameters of networks, each once. */
  static ParameterLayout layout(List<Network> networks) {
    List<Block> blocks =
        networks.stream().flatMap(network -> network.blocks().stream()).distinct().toList();
    return ParameterLayout.widest(blocks);
  }
}
