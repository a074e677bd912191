package org.sparknas.evolution;

import java.util.Map;

/**
 * What a candidate costs, known without scoring it. Asked many thousand times in a search, so it
 * should be fast; must answer the same for the same genes, and name the same costs for all genes.
 */
@FunctionalInterface
public interface CostModel {

  /** Costs by name ("macs", "parameters", "score"). */
  Map<String, Double> costs(Genes genes);

  /** Where candidates cost nothing. */
  static CostModel none() {
    return genes -> Map.of();
  }
}
