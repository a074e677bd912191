package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeneWiseUniformCrossoverTest {

  private static final int COUPLES = 10_000;
  private static final int GENES = Individuals.SPACE.length();

  private static List<Genes> children(ISeq<Phenotype<ChoiceGene, Double>> parents) {
    var crossover = new GeneWiseUniformCrossover<ChoiceGene, Double>();
    return RandomRegistry.with(
        new SplittableRandom(11),
        random -> Individuals.genes(crossover.alter(parents, 2).population()));
  }

  /** Children of all-0 mothers and all-1 fathers: a gene tells which parent it is from. */
  private static List<Genes> children() {
    return children(
        Individuals.repeated(COUPLES, List.of(Individuals.allOf(0), Individuals.allOf(1))));
  }

  @Test
  void eachGeneComesFromEitherParentEquallyOften() {
    List<Genes> children = children();
    for (int gene = 0; gene < GENES; gene++) {
      int index = gene;
      int fromFather = children.stream().mapToInt(genes -> genes.get(index)).sum();
      Statistics.assertBinomial("gene " + gene, fromFather, 2 * COUPLES, 0.5);
    }
  }

  /** For any two genes, of one or of both chromosomes, all four origins are equally likely. */
  @Test
  void bothChromosomesCrossTogetherAndGenesAreIndependent() {
    List<Genes> children = children();
    for (int first = 0; first < GENES; first += 3) {
      for (int second = first + 1; second < GENES; second++) {
        int[] origins = new int[4];
        for (Genes genes : children) {
          origins[2 * genes.get(first) + genes.get(second)]++;
        }
        Statistics.assertUniform("genes " + first + " and " + second, origins);
      }
    }
  }

  @Test
  void siblingsAreIndependent() {
    List<Genes> children = children();
    for (int gene = 0; gene < GENES; gene++) {
      int[] origins = new int[4];
      for (int i = 0; i < children.size(); i += 2) {
        origins[2 * children.get(i).get(gene) + children.get(i + 1).get(gene)]++;
      }
      Statistics.assertUniform("gene " + gene + " of siblings", origins);
    }
  }

  @Test
  void childrenHaveNothingThatNeitherParentHas() {
    SplittableRandom random = new SplittableRandom(3);
    List<Genes> parents = random.ints(200).mapToObj(i -> Individuals.SPACE.draw(random)).toList();
    List<Genes> children = children(parents.stream().map(Individuals::of).collect(ISeq.toISeq()));
    for (int i = 0; i < parents.size(); i++) {
      Genes mother = parents.get(i / 2 * 2);
      Genes father = parents.get(i / 2 * 2 + 1);
      for (int gene = 0; gene < GENES; gene++) {
        assertThat(children.get(i).get(gene)).isIn(mother.get(gene), father.get(gene));
      }
    }
  }

  @Test
  void theLastOfAnOddNumberStays() {
    List<Genes> children =
        children(ISeq.of(Individuals.allOf(0), Individuals.allOf(1), Individuals.allOf(2)));
    assertThat(children).hasSize(3).last().extracting(genes -> genes.get(0)).isEqualTo(2);
  }
}
