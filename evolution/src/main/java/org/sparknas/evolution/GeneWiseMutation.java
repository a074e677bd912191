package org.sparknas.evolution;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.Chromosome;
import io.jenetics.Gene;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.random.RandomGenerator;

/**
 * Draws each gene anew with the same probability, independently of all others. The new allele is
 * uniform over all alleles, so it may be the old one (OneShot, {@code search_supernet.py}).
 * Jenetics' own {@code Mutator} spreads its probability over individuals, chromosomes and genes
 * (the third root on each level), so that mutations come in clusters.
 */
final class GeneWiseMutation<G extends Gene<?, G>, C extends Comparable<? super C>>
    implements Alterer<G, C> {

  private final double probability;

  GeneWiseMutation(double probability) {
    Setting.probability("mutate", probability);
    this.probability = probability;
  }

  @Override
  public AltererResult<G, C> alter(Seq<Phenotype<G, C>> population, long generation) {
    RandomGenerator random = RandomRegistry.random();
    ISeq<Phenotype<G, C>> mutants =
        population.asISeq().map(one -> Phenotype.of(mutant(one.genotype(), random), generation));
    return new AltererResult<>(mutants, mutants.size());
  }

  private Genotype<G> mutant(Genotype<G> genotype, RandomGenerator random) {
    return Genotype.of(
        genotype.stream().map(chromosome -> mutant(chromosome, random)).collect(ISeq.toISeq()));
  }

  private Chromosome<G> mutant(Chromosome<G> chromosome, RandomGenerator random) {
    return chromosome.newInstance(
        chromosome.stream()
            .map(gene -> random.nextDouble() < probability ? gene.newInstance() : gene)
            .collect(ISeq.toISeq()));
  }
}
