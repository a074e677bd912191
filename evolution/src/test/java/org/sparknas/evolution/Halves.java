package org.sparknas.evolution;

import java.util.List;
import org.sparknas.evolution.GeneSpace.Chromosome;

/** A search in which two alleles of a gene stand for the same: only their halves count. */
final class Halves {

  private Halves() {}

  static SearchProblem problem(int genes, int alleles) {
    return new SearchProblem(
        GeneSpace.of(Chromosome.uniform("blocks", genes, alleles)),
        CostModel.none(),
        List.of(),
        Objective.accuracy(),
        Halves::of);
  }

  static List<Integer> of(Genes genes) {
    return genes.values().stream().map(allele -> allele / 2).toList();
  }
}
