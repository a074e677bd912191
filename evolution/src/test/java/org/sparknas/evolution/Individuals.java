package org.sparknas.evolution;

import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.evolution.GeneSpace.Chromosome;

/** Populations for the tests of operators. */
final class Individuals {

  /** The space of OneShot's ImageNet networks. */
  static final GeneSpace SPACE =
      GeneSpace.of(Chromosome.uniform("blocks", 20, 4), Chromosome.uniform("channels", 20, 10));

  static final GenesCodec CODEC = new GenesCodec(SPACE);

  private Individuals() {}

  /** One of the space above with all genes alike. */
  static Phenotype<ChoiceGene, Double> allOf(int allele) {
    return of(new Genes(Collections.nCopies(SPACE.length(), allele)));
  }

  static Phenotype<ChoiceGene, Double> of(Genes genes) {
    return Phenotype.of(CODEC.encode(genes), 1);
  }

  /** {@code count} times the same individuals, one after the other. */
  static ISeq<Phenotype<ChoiceGene, Double>> repeated(
      int count, List<Phenotype<ChoiceGene, Double>> individuals) {
    return IntStream.range(0, count)
        .boxed()
        .flatMap(i -> individuals.stream())
        .collect(ISeq.toISeq());
  }

  static List<Genes> genes(Iterable<Phenotype<ChoiceGene, Double>> individuals) {
    return ISeq.of(individuals).map(one -> CODEC.decode(one.genotype())).asList();
  }
}
