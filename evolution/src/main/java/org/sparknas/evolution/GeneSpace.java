package org.sparknas.evolution;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All genes there can be: named chromosomes ("blocks", "channels"), one after the other.
 *
 * @param chromosomes at least one, of different names
 */
public record GeneSpace(List<Chromosome> chromosomes) {

  /**
   * A named row of genes.
   *
   * @param alleles how many alleles each gene has, at least 1; gene {@code i} takes the values from
   *     0 to {@code alleles.get(i) - 1}
   */
  public record Chromosome(String name, List<Integer> alleles) {

    public Chromosome {
      alleles = List.copyOf(alleles);
      if (name.isBlank()) {
        throw new IllegalArgumentException("chromosome without a name");
      }
      if (alleles.isEmpty()) {
        throw new IllegalArgumentException(name + ": no genes; must be at least 1");
      }
      for (int i = 0; i < alleles.size(); i++) {
        if (alleles.get(i) < 1) {
          throw new IllegalArgumentException(
              "%s, gene %d of %d: %d alleles; must be at least 1"
                  .formatted(name, i + 1, alleles.size(), alleles.get(i)));
        }
      }
    }

    /** A chromosome of {@code genes} genes with {@code alleles} alleles each. */
    public static Chromosome uniform(String name, int genes, int alleles) {
      if (genes < 1) {
        throw new IllegalArgumentException(
            "%s: %d genes; must be at least 1".formatted(name, genes));
      }
      return new Chromosome(name, Collections.nCopies(genes, alleles));
    }

    /** How many genes there are. */
    public int length() {
      return alleles.size();
    }

    private void check(List<Integer> values) {
      if (values.size() != length()) {
        throw new IllegalArgumentException(
            "%s: %d genes; must be %d".formatted(name, values.size(), length()));
      }
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) < 0 || values.get(i) >= alleles.get(i)) {
          throw new IllegalArgumentException(
              "%s, gene %d of %d: %d; must be from 0 to %d"
                  .formatted(name, i + 1, length(), values.get(i), alleles.get(i) - 1));
        }
      }
    }
  }

  public GeneSpace {
    chromosomes = List.copyOf(chromosomes);
    if (chromosomes.isEmpty()) {
      throw new IllegalArgumentException("no chromosomes; must be at least 1");
    }
    List<String> names = chromosomes.stream().map(Chromosome::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("chromosomes " + names + ": names must differ");
    }
  }

  /** The space of these chromosomes. */
  public static GeneSpace of(Chromosome... chromosomes) {
    return new GeneSpace(Arrays.asList(chromosomes));
  }

  /** How many genes a candidate has, over all chromosomes. */
  public int length() {
    return chromosomes.stream().mapToInt(Chromosome::length).sum();
  }

  /** How many alleles each gene has, over all chromosomes. */
  public List<Integer> alleles() {
    return chromosomes.stream().flatMap(chromosome -> chromosome.alleles().stream()).toList();
  }

  /** How many different genes the space holds. */
  public BigInteger size() {
    return alleles().stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** Genes drawn uniformly. */
  public Genes draw(RandomGenerator random) {
    return new Genes(alleles().stream().map(random::nextInt).toList());
  }

  /**
   * Genes by the name of their chromosome, in the order of the space.
   *
   * @throws IllegalArgumentException where the genes are not of this space
   */
  public Map<String, List<Integer>> byChromosome(Genes genes) {
    if (genes.length() != length()) {
      throw new IllegalArgumentException(
          "%d genes; must be %d (%s)".formatted(genes.length(), length(), lengths()));
    }
    Map<String, List<Integer>> parts = new LinkedHashMap<>();
    int from = 0;
    for (Chromosome chromosome : chromosomes) {
      List<Integer> values = genes.values().subList(from, from + chromosome.length());
      chromosome.check(values);
      parts.put(chromosome.name(), values);
      from += chromosome.length();
    }
    return Collections.unmodifiableMap(parts);
  }

  /**
   * The genes of these chromosomes: the inverse of {@link #byChromosome}.
   *
   * @throws IllegalArgumentException where a chromosome is missing, unknown or out of range
   */
  public Genes genes(Map<String, List<Integer>> parts) {
    List<String> names = chromosomes.stream().map(Chromosome::name).toList();
    if (parts.size() != names.size() || !parts.keySet().containsAll(names)) {
      throw new IllegalArgumentException("chromosomes " + parts.keySet() + "; must be " + names);
    }
    chromosomes.forEach(chromosome -> chromosome.check(parts.get(chromosome.name())));
    return new Genes(names.stream().map(parts::get).flatMap(List::stream).toList());
  }

  private String lengths() {
    Stream<String> parts = chromosomes.stream().map(part -> part.name() + " " + part.length());
    return parts.collect(Collectors.joining(", "));
  }
}
