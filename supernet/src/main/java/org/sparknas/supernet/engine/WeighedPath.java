package org.sparknas.supernet.engine;

import java.util.Map;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.module.MixtureWeights;

/**
 * A part of a supernet that computes.
 *
 * @param mixtures the weights of the network's mixtures by their names
 */
public record WeighedPath(Network network, Map<String, MixtureWeights> mixtures) {
  /** Copies the map. */
  public WeighedPath {
    mixtures = Map.copyOf(mixtures);
  }
}
