package org.sparknas.supernet.cost;

import java.util.List;
import org.sparknas.supernet.architecture.Block;

/**
 * A number that a network costs. Costs add up: the cost of several blocks is the sum of the cost of
 * each, to rounding.
 */
public interface Cost {
  /** The name in constraints and files; with the unit if there is one, as in {@code latency_ms}. */
  String name();

  /** The cost of these blocks together. */
  double of(List<Block> blocks);
}
