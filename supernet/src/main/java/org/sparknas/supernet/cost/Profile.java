package org.sparknas.supernet.cost;

import java.util.ArrayList;
import java.util.List;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;

/** What each operation of a network counts, in the order of computation. */
public record Profile(CountingConvention convention, List<Row> rows) {
  /**
   * One operation.
   *
   * @param block name of its block
   * @param node name of its node in the block
   */
  public record Row(String block, String node, CountedOperation counted) {}

  /** Copies the rows. */
  public Profile {
    rows = List.copyOf(rows);
  }

  /** The profile of a network. */
  public static Profile of(Network network, CountingConvention convention) {
    List<Row> rows = new ArrayList<>();
    for (Block block : network.blocks()) {
      for (int i = 0; i < block.nodes().size(); i++) {
        Block.Node node = block.nodes().get(i);
        for (CountedOperation counted : convention.operations(node.operator(), block.inputsOf(i))) {
          rows.add(new Row(block.name(), node.name(), counted));
        }
      }
    }
    return new Profile(convention, rows);
  }

  /** The sum of all rows. */
  public BlockCounts sum() {
    BlockCounts sum = BlockCounts.ZERO;
    for (Row row : rows) {
      sum = sum.plus(row.counted());
    }
    return sum;
  }
}
