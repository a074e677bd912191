package org.sparknas.evolution;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.Chromosome;
import io.jenetics.Gene;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.random.RandomGenerator;

/**
 * Makes two children of each two consecutive individuals: every gene of every chromosome comes from
 * either parent with the same probability, independently for each gene and each child (OneShot,
 * {@code search_supernet.py}). Jenetics' own {@code UniformCrossover} crosses only one chromosome,
 * chosen at random, and its second child gets what the first did not. The last of an odd number
 * stays as it is.
 */
final class GeneWiseUniformCrossover<G extends Gene<?, G>, C extends Comparable<? super C>>
    implements Alterer<G, C> {

  @Override
  public AltererResult<G, C> alter(Seq<Phenotype<G, C>> population, long generation) {
    RandomGenerator random = RandomRegistry.random();
    MSeq<Phenotype<G, C>> children = MSeq.of(population);
    for (int i = 0; i + 1 < population.size(); i += 2) {
      Genotype<G> mother = population.get(i).genotype();
      Genotype<G> father = population.get(i + 1).genotype();
      children.set(i, Phenotype.of(child(mother, father, random), generation));
      children.set(i + 1, Phenotype.of(child(mother, father, random), generation));
    }
    return new AltererResult<>(children.toISeq(), population.size() / 2 * 2);
  }

  private static <G extends Gene<?, G>> Genotype<G> child(
      Genotype<G> mother, Genotype<G> father, RandomGenerator random) {
    MSeq<Chromosome<G>> chromosomes = MSeq.ofLength(mother.length());
    for (int i = 0; i < mother.length(); i++) {
      chromosomes.set(i, child(mother.get(i), father.get(i), random));
    }
    return Genotype.of(chromosomes);
  }

  private static <G extends Gene<?, G>> Chromosome<G> child(
      Chromosome<G> mother, Chromosome<G> father, RandomGenerator random) {
    MSeq<G> genes = MSeq.ofLength(mother.length());
    for (int i = 0; i < mother.length(); i++) {
      genes.set(i, (random.nextBoolean() ? mother : father).get(i));
    }
    ISeq<G> fixed = genes.toISeq();
    return mother.newInstance(fixed);
  }
}
