package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreedingTest {

  private static final ISeq<Phenotype<ChoiceGene, Double>> PARENTS =
      IntStream.range(0, 4)
          .mapToObj(i -> Individuals.allOf(i).withFitness(0.1 * i))
          .collect(ISeq.toISeq());

  private static final Alterer<ChoiceGene, Double> CROSSOVER = new GeneWiseUniformCrossover<>();

  private static ISeq<Phenotype<ChoiceGene, Double>> breed(
      int population, Alterer<ChoiceGene, Double> operators, CandidateDraw draw) {
    var breeding = new Breeding(population, operators, Individuals.CODEC, draw);
    return RandomRegistry.with(
        new SplittableRandom(13), random -> breeding.alter(PARENTS, 2).population());
  }

  private static CandidateDraw anything() {
    return new CandidateDraw(SearchProblem.unlimited(Individuals.SPACE), 100);
  }

  @Test
  void keepsParentsWithTheirFitnessAndFillsUpExactly() {
    // 4 parents and an odd number of children: the last couple's second child is left out.
    var population = breed(15, CROSSOVER, anything());
    assertThat(population).hasSize(15);
    assertThat(population.subSeq(0, 4)).isEqualTo(PARENTS);
    assertThat(population.subSeq(4).asList())
        .allMatch(child -> child.nonEvaluated() && child.generation() == 2);
    assertThat(Individuals.genes(population)).doesNotHaveDuplicates();
  }

  @Test
  void drawsEveryCoupleOfDifferentParentsEquallyOften() {
    int[] couples = new int[16];
    SplittableRandom fresh = new SplittableRandom(17);
    Alterer<ChoiceGene, Double> recording =
        (couple, generation) -> {
          List<Genes> genes = Individuals.genes(couple);
          couples[4 * genes.get(0).get(0) + genes.get(1).get(0)]++;
          return new AltererResult<>(
              ISeq.of(() -> Individuals.of(Individuals.SPACE.draw(fresh)), 2));
        };
    breed(4 + 20_000, recording, anything());
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      if (i % 5 == 0) {
        assertThat(couples[i]).as("parent %d with itself", i / 5).isZero();
      } else {
        different.add(couples[i]);
      }
    }
    Statistics.assertUniform("couples", different.stream().mapToInt(Integer::intValue).toArray());
  }

  @Test
  void breedsInfeasibleChildrenAnew() {
    CostModel costs = genes -> Map.of("first", (double) genes.get(0));
    var problem =
        new SearchProblem(
            Individuals.SPACE, costs, List.of(new AtMost("first", 0)), Objective.accuracy());
    var population = breed(50, CROSSOVER, new CandidateDraw(problem, 1000));
    assertThat(population).hasSize(50);
    assertThat(Individuals.genes(population.subSeq(4)))
        .allSatisfy(genes -> assertThat(genes.get(0)).isZero());
  }

  @Test
  void staysSmallerWhereNoNewChildIsFound() {
    // Children equal to their parents: the 4 parents' genes are new to the draw once.
    Alterer<ChoiceGene, Double> cloning =
        (couple, generation) -> new AltererResult<>(couple.asISeq());
    assertThat(breed(50, cloning, anything())).hasSize(4 + 4);
  }

  @Test
  void aSingleParentHasNoChildren() {
    var breeding = new Breeding(50, CROSSOVER, Individuals.CODEC, anything());
    assertThat(breeding.alter(PARENTS.subSeq(0, 1), 2).population())
        .isEqualTo(PARENTS.subSeq(0, 1));
  }
}
