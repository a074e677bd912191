package org.sparknas.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sparknas.supernet.tfnas.SearchedBlock;
import org.sparknas.supernet.tfnas.TfnasSpace;

/** A latency table for any space, in which a channel takes an eighth of a millisecond. */
public final class StraightTable {
  private StraightTable() {}

  /** The table's file. */
  public static String json(TfnasSpace space) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("unit", "ms").put("device", "an abacus").put("batch", 4).put("base", 1);
    ObjectNode times = root.putObject("table");
    for (SearchedBlock place : space.searchedBlocks()) {
      for (int operation = 0; operation < place.operations().size(); operation++) {
        times
            .putArray(place.latencyKey(operation))
            .add(times.arrayNode().add(1).add(0.125))
            .add(times.arrayNode().add(101).add(12.625));
      }
    }
    return root.toString();
  }
}
