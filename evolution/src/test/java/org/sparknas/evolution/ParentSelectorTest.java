package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParentSelectorTest {

  private static final int SIZE = 50;
  private static final int RETAIN = 10;
  private static final int TRIALS = 10_000;

  /** The fitness 7i mod 50 takes every value from 0 to 49 once, out of order. */
  private static ISeq<Phenotype<ChoiceGene, Double>> population() {
    return IntStream.range(0, SIZE)
        .mapToObj(i -> Individuals.allOf(0).withFitness(7.0 * i % SIZE))
        .collect(ISeq.toISeq());
  }

  @Test
  void keepsTheBestAlwaysAndEachOtherAtTheGivenRate() {
    var selector = new ParentSelector<ChoiceGene, Double>(RETAIN, 0.1);
    int[] kept = new int[SIZE];
    RandomRegistry.using(
        new SplittableRandom(5),
        random -> {
          for (int i = 0; i < TRIALS; i++) {
            selector
                .select(population(), SIZE, Optimize.MAXIMUM)
                .forEach(parent -> kept[(int) (double) parent.fitness()]++);
          }
        });
    for (int fitness = 0; fitness < SIZE; fitness++) {
      if (fitness >= SIZE - RETAIN) {
        assertThat(kept[fitness]).as("fitness %d", fitness).isEqualTo(TRIALS);
      } else {
        Statistics.assertBinomial("fitness " + fitness, kept[fitness], TRIALS, 0.1);
      }
    }
  }

  @Test
  void returnsTheBestFirst() {
    var selector = new ParentSelector<ChoiceGene, Double>(3, 0);
    assertThat(selector.select(population(), SIZE, Optimize.MAXIMUM).map(Phenotype::fitness))
        .containsExactly(49.0, 48.0, 47.0);
  }

  @Test
  void keepsAllOfASmallerPopulation() {
    var selector = new ParentSelector<ChoiceGene, Double>(RETAIN, 0);
    assertThat(selector.select(population().subSeq(0, 4), SIZE, Optimize.MAXIMUM)).hasSize(4);
  }
}
