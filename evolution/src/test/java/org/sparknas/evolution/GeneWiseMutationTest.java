package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeneWiseMutationTest {

  private static final int TRIALS = 20_000;
  private static final double MUTATE = 0.1;
  private static final int GENES = Individuals.SPACE.length();
  private static final List<Integer> ALLELES = Individuals.SPACE.alleles();

  /** Mutants of individuals whose genes are all 0: a gene has changed where it is not 0. */
  private static List<Genes> mutants(double probability) {
    var population = Individuals.repeated(TRIALS, List.of(Individuals.allOf(0)));
    var mutation = new GeneWiseMutation<ChoiceGene, Double>(probability);
    return RandomRegistry.with(
        new SplittableRandom(7),
        random -> Individuals.genes(mutation.alter(population, 2).population()));
  }

  /** A gene is redrawn with probability m, and then differs unless it draws itself: m(1 - 1/a). */
  private static double changeRate(int gene) {
    return MUTATE * (1 - 1.0 / ALLELES.get(gene));
  }

  @Test
  void eachGeneOfBothChromosomesChangesAtItsRate() {
    List<Genes> mutants = mutants(MUTATE);
    for (int i = 0; i < GENES; i++) {
      int gene = i;
      int changed = (int) mutants.stream().filter(genes -> genes.get(gene) != 0).count();
      Statistics.assertBinomial("gene " + gene, changed, TRIALS, changeRate(gene));
    }
  }

  @Test
  void aChangedGeneTakesEveryOtherAlleleEquallyOften() {
    int[] blocks = new int[3];
    int[] channels = new int[9];
    for (Genes genes : mutants(MUTATE)) {
      for (int gene = 0; gene < GENES; gene++) {
        if (genes.get(gene) != 0) {
          (gene < 20 ? blocks : channels)[genes.get(gene) - 1]++;
        }
      }
    }
    Statistics.assertUniform("blocks", blocks);
    Statistics.assertUniform("channels", channels);
  }

  /**
   * Independent genes change together at the product of their rates, also across chromosomes. With
   * a probability spread over levels, as Jenetics' Mutator does it, they would change together
   * several times as often.
   */
  @Test
  void genesChangeIndependentlyOfEachOther() {
    List<Genes> mutants = mutants(MUTATE);
    for (int first = 0; first < GENES; first += 3) {
      for (int second = first + 1; second < GENES; second += 3) {
        int one = first;
        int other = second;
        int both = (int) mutants.stream().filter(g -> g.get(one) != 0 && g.get(other) != 0).count();
        Statistics.assertBinomial(
            "genes " + one + " and " + other, both, TRIALS, changeRate(one) * changeRate(other));
      }
    }
  }

  @Test
  void probabilityZeroChangesNothingAndOneRedrawsEverything() {
    assertThat(mutants(0)).containsOnly(Individuals.genes(ISeq.of(Individuals.allOf(0))).get(0));
    int[] alleles = new int[10];
    mutants(1).forEach(genes -> alleles[genes.get(39)]++);
    Statistics.assertUniform("last gene", alleles);
  }
}
