package org.sparknas.evolution;

import io.jenetics.Gene;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.Selector;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Selects the best {@code retain} individuals, and each other one with a probability. How many that
 * are is up to chance: the count that Jenetics asks for is not looked at.
 */
final class ParentSelector<G extends Gene<?, G>, C extends Comparable<? super C>>
    implements Selector<G, C> {

  private final int retain;
  private final double randomSelect;

  ParentSelector(int retain, double randomSelect) {
    this.retain = retain;
    this.randomSelect = randomSelect;
  }

  @Override
  public ISeq<Phenotype<G, C>> select(Seq<Phenotype<G, C>> population, int count, Optimize opt) {
    RandomGenerator random = RandomRegistry.random();
    List<Phenotype<G, C>> bestFirst =
        population.stream().sorted(opt.<Phenotype<G, C>>descending()).toList();
    return IntStream.range(0, bestFirst.size())
        .filter(rank -> rank < retain || random.nextDouble() < randomSelect)
        .mapToObj(bestFirst::get)
        .collect(ISeq.toISeq());
  }
}
