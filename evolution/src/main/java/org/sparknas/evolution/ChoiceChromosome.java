package org.sparknas.evolution;

import io.jenetics.Chromosome;
import io.jenetics.util.ISeq;

/** A Jenetics chromosome whose genes may differ in their number of alleles. */
record ChoiceChromosome(ISeq<ChoiceGene> genes) implements Chromosome<ChoiceGene> {

  @Override
  public ChoiceGene get(int index) {
    return genes.get(index);
  }

  @Override
  public int length() {
    return genes.length();
  }

  @Override
  public ChoiceChromosome newInstance(ISeq<ChoiceGene> newGenes) {
    return new ChoiceChromosome(newGenes);
  }

  @Override
  public ChoiceChromosome newInstance() {
    return new ChoiceChromosome(genes.map(ChoiceGene::newInstance));
  }
}
