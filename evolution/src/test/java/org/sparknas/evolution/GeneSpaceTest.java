package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sparknas.evolution.GeneSpace.Chromosome;

class GeneSpaceTest {

  private static final GeneSpace SPACE =
      GeneSpace.of(
          Chromosome.uniform("blocks", 2, 4), new Chromosome("channels", List.of(10, 3, 1)));

  @Test
  void countsItsGenesAndItsSize() {
    assertThat(SPACE.length()).isEqualTo(5);
    assertThat(SPACE.alleles()).containsExactly(4, 4, 10, 3, 1);
    assertThat(SPACE.size()).isEqualTo(BigInteger.valueOf(4 * 4 * 10 * 3));
  }

  @Test
  void sizeOfTheOriginalSpaceDoesNotOverflow() {
    GeneSpace oneShot =
        GeneSpace.of(Chromosome.uniform("blocks", 20, 4), Chromosome.uniform("channels", 20, 10));
    assertThat(oneShot.size()).isEqualTo(BigInteger.valueOf(40).pow(20));
  }

  @Test
  void splitsGenesByChromosomeAndJoinsThemAgain() {
    Genes genes = Genes.of(3, 0, 9, 2, 0);
    Map<String, List<Integer>> parts = SPACE.byChromosome(genes);
    assertThat(parts).containsEntry("blocks", List.of(3, 0));
    assertThat(parts).containsEntry("channels", List.of(9, 2, 0));
    assertThat(parts.keySet()).containsExactly("blocks", "channels");
    assertThat(SPACE.genes(parts)).isEqualTo(genes);
  }

  @Test
  void drawsEveryAlleleOfEveryGeneEquallyOften() {
    int draws = 20_000;
    SplittableRandom random = new SplittableRandom(1);
    int[][] counts = SPACE.alleles().stream().map(int[]::new).toArray(int[][]::new);
    for (int i = 0; i < draws; i++) {
      Genes genes = SPACE.draw(random);
      for (int gene = 0; gene < genes.length(); gene++) {
        counts[gene][genes.get(gene)]++;
      }
    }
    for (int gene = 0; gene < 4; gene++) {
      Statistics.assertUniform("gene " + gene, counts[gene]);
    }
    assertThat(counts[4]).containsExactly(draws);
  }

  @Test
  void namesTheGeneThatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.byChromosome(Genes.of(0, 0, 0, 3, 0)))
        .withMessage("channels, gene 2 of 3: 3; must be from 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.byChromosome(Genes.of(0, -1, 0, 0, 0)))
        .withMessage("blocks, gene 2 of 2: -1; must be from 0 to 3");
  }

  @Test
  void saysHowManyGenesItHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.byChromosome(Genes.of(0, 0, 0)))
        .withMessage("3 genes; must be 5 (blocks 2, channels 3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.genes(Map.of("blocks", List.of(0), "channels", List.of(0, 0, 0))))
        .withMessage("blocks: 1 genes; must be 2");
  }

  @Test
  void refusesAnotherSpacesChromosomes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.genes(Map.of("blocks", List.of(0, 0))))
        .withMessage("chromosomes [blocks]; must be [blocks, channels]");
  }

  @Test
  void refusesChromosomesThatMakeNoSpace() {
    assertThatIllegalArgumentException()
        .isThrownBy(GeneSpace::of)
        .withMessageContaining("at least");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Chromosome("blocks", List.of(4, 0)))
        .withMessage("blocks, gene 2 of 2: 0 alleles; must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chromosome.uniform("blocks", 0, 4))
        .withMessage("blocks: 0 genes; must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GeneSpace.of(
                    Chromosome.uniform("blocks", 1, 4), Chromosome.uniform("blocks", 1, 4)))
        .withMessage("chromosomes [blocks, blocks]: names must differ");
  }
}
