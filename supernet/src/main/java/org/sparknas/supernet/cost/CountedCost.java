package org.sparknas.supernet.cost;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparknas.supernet.architecture.Block;

/** A cost that a formula makes of counts. */
record CountedCost(String name, Counter counter, ToDoubleFunction<BlockCounts> formula)
    implements Cost {
  @Override
  public double of(List<Block> blocks) {
    return formula.applyAsDouble(counter.of(blocks));
  }
}
