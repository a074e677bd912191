package org.sparknas.evolution;

import io.jenetics.Chromosome;
import io.jenetics.Genotype;
import io.jenetics.engine.InvertibleCodec;
import io.jenetics.util.Factory;
import io.jenetics.util.ISeq;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Genes as a Jenetics genotype and back. */
record GenesCodec(GeneSpace space) implements InvertibleCodec<Genes, ChoiceGene> {

  @Override
  public Factory<Genotype<ChoiceGene>> encoding() {
    return encode(new Genes(space.alleles().stream().map(alleles -> 0).toList()));
  }

  @Override
  public Function<Genotype<ChoiceGene>, Genes> decoder() {
    return genotype ->
        new Genes(genotype.stream().flatMap(Chromosome::stream).map(ChoiceGene::allele).toList());
  }

  @Override
  public Function<Genes, Genotype<ChoiceGene>> encoder() {
    return genes -> {
      var parts = space.byChromosome(genes);
      return Genotype.of(
          space.chromosomes().stream()
              .map(chromosome -> encode(parts.get(chromosome.name()), chromosome.alleles()))
              .collect(ISeq.toISeq()));
    };
  }

  private static Chromosome<ChoiceGene> encode(List<Integer> values, List<Integer> alleles) {
    return new ChoiceChromosome(
        IntStream.range(0, values.size())
            .mapToObj(i -> new ChoiceGene(values.get(i), alleles.get(i)))
            .collect(ISeq.toISeq()));
  }
}
