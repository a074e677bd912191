package org.sparknas.evolution;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Fills parents up to a population with their children, two from each two different parents drawn
 * at random. A child that is infeasible, or that the search has met before, is dropped and another
 * one bred, so that each generation brings new candidates; after bounded tries in a row the
 * population stays smaller. Parents stay as they are, with their fitness.
 *
 * @param operators make two children of two parents
 */
record Breeding(
    int population, Alterer<ChoiceGene, Double> operators, GenesCodec codec, CandidateDraw draw)
    implements Alterer<ChoiceGene, Double> {

  @Override
  public AltererResult<ChoiceGene, Double> alter(
      Seq<Phenotype<ChoiceGene, Double>> parents, long generation) {
    if (parents.size() < 2) {
      return new AltererResult<>(parents.asISeq());
    }
    ISeq<Phenotype<ChoiceGene, Double>> children =
        draw.next(population - parents.size(), children(parents, generation)).stream()
            .map(genes -> Phenotype.<ChoiceGene, Double>of(codec.encode(genes), generation))
            .collect(ISeq.toISeq());
    return new AltererResult<>(parents.asISeq().append(children), children.size());
  }

  private Supplier<Genes> children(Seq<Phenotype<ChoiceGene, Double>> parents, long generation) {
    Deque<Phenotype<ChoiceGene, Double>> siblings = new ArrayDeque<>();
    return () -> {
      if (siblings.isEmpty()) {
        siblings.addAll(operators.alter(couple(parents), generation).population().asList());
      }
      return codec.decode(siblings.remove().genotype());
    };
  }

  private static ISeq<Phenotype<ChoiceGene, Double>> couple(
      Seq<Phenotype<ChoiceGene, Double>> parents) {
    RandomGenerator random = RandomRegistry.random();
    int mother = random.nextInt(parents.size());
    int other = random.nextInt(parents.size() - 1);
    int father = other < mother ? other : other + 1;
    return ISeq.of(parents.get(mother), parents.get(father));
  }
}
