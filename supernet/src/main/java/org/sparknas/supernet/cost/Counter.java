package org.sparknas.supernet.cost;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;

/**
 * Counts blocks and networks by a convention. Each block is counted once and remembered, so that
 * networks made of shared blocks cost a look-up for each block. Safe for threads.
 */
public final class Counter {
  private final CountingConvention convention;
  private final Map<Block, BlockCounts> known = new ConcurrentHashMap<>();

  /** Counts by this convention. */
  public Counter(CountingConvention convention) {
    this.convention = Objects.requireNonNull(convention, "convention");
  }

  /** How this counts. */
  public CountingConvention convention() {
    return convention;
  }

  /** The counts of a block. */
  public BlockCounts of(Block block) {
    BlockCounts counts = known.get(block);
    return counts != null ? counts : known.computeIfAbsent(block, this::count);
  }

  private BlockCounts count(Block block) {
    BlockCounts counts = BlockCounts.ZERO;
    for (int node = 0; node < block.nodes().size(); node++) {
      for (CountedOperation operation :
          convention.operations(block.nodes().get(node).operator(), block.inputsOf(node))) {
        counts = counts.plus(operation);
      }
    }
    return counts;
  }

  /** The sum over blocks. */
  public BlockCounts of(List<Block> blocks) {
    BlockCounts counts = BlockCounts.ZERO;
    for (Block block : blocks) {
      counts = counts.plus(of(block));
    }
    return counts;
  }

  /** The counts of a network. */
  public BlockCounts of(Network network) {
    return of(network.blocks());
  }
}
