package org.sparknas.evolution;

import java.util.List;
import java.util.Map;
import org.sparknas.evolution.GeneSpace.Chromosome;

/**
 * A search whose best candidate is known: ten genes of four alleles, gene i (from 0) worth its
 * allele times i + 1, at most 15 alleles in all. So the best has 3 in each of the five last genes.
 */
final class Knapsack {

  static final GeneSpace SPACE =
      GeneSpace.of(Chromosome.uniform("blocks", 5, 4), Chromosome.uniform("channels", 5, 4));

  static final Genes OPTIMUM = Genes.of(0, 0, 0, 0, 0, 3, 3, 3, 3, 3);

  static final SearchProblem PROBLEM = problem(new AtMost("weight", 15));

  private Knapsack() {}

  static SearchProblem problem(Limit... limits) {
    return new SearchProblem(
        SPACE,
        genes -> Map.of("weight", weight(genes), "negative", -weight(genes)),
        List.of(limits),
        Objective.accuracy());
  }

  static double weight(Genes genes) {
    return genes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The worth, as a share of 165 = 3 (1 + ... + 10). */
  static double accuracy(Genes genes) {
    int worth = 0;
    for (int i = 0; i < genes.length(); i++) {
      worth += (i + 1) * genes.get(i);
    }
    return worth / 165.0;
  }

  static RecordingScorer scorer() {
    return new RecordingScorer(Knapsack::accuracy);
  }
}
