package org.sparknas.job.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparknas.evolution.GeneSpace;
import org.sparknas.evolution.Genes;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.SearchSpace;

/**
 * Turns genes into architectures: a chromosome for each kind of decision (the last part of its
 * name: operation, width), a gene for each decision, an allele for each value that the search may
 * choose.
 */
public final class ArchitectureGenes {

  /** Which choices of a decision the search may draw, in rising order. */
  @FunctionalInterface
  public interface Allowed {
    List<Integer> choices(Decision decision);
  }

  private final SearchSpace space;
  private final GeneSpace genes;

  /** For each gene its decision's place in the space. */
  private final List<Integer> places = new ArrayList<>();

  /** For each gene the choices that its alleles stand for. */
  private final List<List<Integer>> choices = new ArrayList<>();

  public ArchitectureGenes(SearchSpace space, Allowed allowed) {
    this.space = space;
    List<Decision> decisions = space.decisions();
    Map<String, List<Integer>> kinds = new LinkedHashMap<>();
    for (int place = 0; place < decisions.size(); place++) {
      kinds.computeIfAbsent(kind(decisions.get(place)), k -> new ArrayList<>()).add(place);
    }
    List<GeneSpace.Chromosome> chromosomes = new ArrayList<>();
    kinds.forEach(
        (kind, members) -> {
          places.addAll(members);
          members.forEach(place -> choices.add(allowed.choices(decisions.get(place))));
          List<Integer> alleles =
              members.stream().map(place -> allowed.choices(decisions.get(place)).size()).toList();
          chromosomes.add(new GeneSpace.Chromosome(kind, alleles));
        });
    genes = new GeneSpace(chromosomes);
  }

  private static String kind(Decision decision) {
    return decision.name().substring(decision.name().lastIndexOf('.') + 1);
  }

  /** The genes that a search draws. */
  public GeneSpace geneSpace() {
    return genes;
  }

  /** Returns the canonical architecture of these genes; genes of the same network have the same. */
  public Architecture architecture(Genes from) {
    Integer[] made = new Integer[places.size()];
    for (int gene = 0; gene < made.length; gene++) {
      made[places.get(gene)] = choices.get(gene).get(from.get(gene));
    }
    return space.drawn(List.of(made)).canonical();
  }
}
