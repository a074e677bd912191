package org.sparknas.evolution;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The genes of one candidate: an allele's index for each gene of a {@link GeneSpace}, in order. */
public record Genes(List<Integer> values) {

  public Genes {
    values = List.copyOf(values);
  }

  /** Genes of these alleles. */
  public static Genes of(int... values) {
    return new Genes(Arrays.stream(values).boxed().toList());
  }

  /** How many genes there are. */
  public int length() {
    return values.size();
  }

  /** The allele of gene {@code index}, counted from 0. */
  public int get(int index) {
    return values.get(index);
  }

  /** The alleles separated by spaces. */
  @Override
  public String toString() {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
