package org.sparknas.evolution;

import io.jenetics.Gene;
import io.jenetics.util.RandomRegistry;

/** A Jenetics gene with the alleles 0 to {@code alleles - 1}. */
record ChoiceGene(Integer allele, int alleles) implements Gene<Integer, ChoiceGene> {

  /** Any allele with the same probability, the present one included. */
  @Override
  public ChoiceGene newInstance() {
    return newInstance(RandomRegistry.random().nextInt(alleles));
  }

  @Override
  public ChoiceGene newInstance(Integer value) {
    return new ChoiceGene(value, alleles);
  }

  @Override
  public boolean isValid() {
    return allele >= 0 && allele < alleles;
  }
}
