package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparknas.evolution.GeneSpace.Chromosome;

class RandomSearchTest {

  private static SearchResult run(
      SearchProblem problem, RandomSettings settings, long seed, Scorer scorer) {
    return new RandomSearch(problem, settings, seed).run(scorer, SearchListener.silent());
  }

  @Test
  void scoresTheWholeBudgetAGenerationAtATime() {
    RecordingScorer scorer = Knapsack.scorer();
    SearchResult result = run(Knapsack.PROBLEM, new RandomSettings(120, 50, 3, 1000), 1, scorer);
    assertThat(scorer.sizes()).containsExactly(50, 50, 20);
    assertThat(scorer.all()).doesNotHaveDuplicates();
    assertThat(scorer.all()).allMatch(genes -> Knapsack.weight(genes) <= 15);
    assertThat(result.history()).hasSize(120);
    assertThat(result.exhausted()).isFalse();
  }

  @Test
  void sameSeedGivesTheSameResultAndAnotherSeedAnother() {
    RandomSettings settings = new RandomSettings(120, 50, 3, 1000);
    SearchResult expected = run(Knapsack.PROBLEM, settings, 1, Knapsack.scorer());
    assertThat(run(Knapsack.PROBLEM, settings, 1, Knapsack.scorer())).isEqualTo(expected);
    assertThat(run(Knapsack.PROBLEM, settings, 2, Knapsack.scorer()).history())
        .isNotEqualTo(expected.history());
  }

  /** Of a million candidates two draws of 50 share one by a chance of about 1 in 100 a seed. */
  @Test
  void drawsOtherCandidatesThanTheFirstGenerationOfAGeneticSearch() {
    GeneticSettings genetic = new GeneticSettings(50, 10, 0.1, 0.1, 1, 3, 1000);
    for (long seed = 1; seed <= 5; seed++) {
      RecordingScorer first = Knapsack.scorer();
      new GeneticSearch(Knapsack.PROBLEM, genetic, seed).run(first, SearchListener.silent());
      RecordingScorer second = Knapsack.scorer();
      run(Knapsack.PROBLEM, RandomSettings.onBudgetOf(genetic), seed, second);

      List<Genes> shared = new ArrayList<>(first.all());
      shared.retainAll(second.all());
      assertThat(second.all()).hasSize(50);
      assertThat(shared).as("seed %d", seed).hasSizeLessThan(5);
    }
  }

  /** With the alleles drawn uniformly, feasible candidates are uniform as well. */
  @Test
  void drawsFeasibleCandidatesUniformly() {
    // Of the 16 pairs 10 sum to at most 3. One candidate a search, so that repeats can be counted.
    GeneSpace space = GeneSpace.of(Chromosome.uniform("blocks", 2, 4));
    var problem =
        new SearchProblem(
            space,
            genes -> Map.of("weight", Knapsack.weight(genes)),
            List.of(new AtMost("weight", 3)),
            Objective.accuracy());
    int[] counts = new int[16];
    for (int seed = 0; seed < 5000; seed++) {
      Genes genes =
          run(problem, new RandomSettings(1, 1, 1, 1000), seed, new RecordingScorer(g -> 0))
              .best()
              .get(0)
              .genes();
      counts[4 * genes.get(0) + genes.get(1)]++;
    }
    int[] feasible = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertThat(feasible).hasSize(10);
    Statistics.assertUniform("feasible", feasible);
  }

  @Test
  void endsWhereTheSpaceRunsOut() {
    GeneSpace small = GeneSpace.of(Chromosome.uniform("blocks", 3, 2));
    RecordingScorer scorer = new RecordingScorer(genes -> 0);
    SearchResult result =
        run(SearchProblem.unlimited(small), new RandomSettings(120, 5, 3, 1000), 1, scorer);
    assertThat(scorer.sizes()).containsExactly(5, 3);
    assertThat(result.exhausted()).isTrue();
  }

  /** Only the halves of the alleles count: 16 alleles, 8 candidates for each gene. */
  @Test
  void genesOfOneCandidateAreScoredOnce() {
    RecordingScorer scorer = new RecordingScorer(genes -> 0);

    SearchResult result =
        run(Halves.problem(2, 16), new RandomSettings(60, 25, 60, 1000), 1, scorer);

    assertThat(scorer.sizes()).containsExactly(25, 25, 10);
    assertThat(scorer.all()).extracting(Halves::of).doesNotHaveDuplicates();
    assertThat(result.best())
        .hasSize(60)
        .extracting(candidate -> Halves.of(candidate.genes()))
        .doesNotHaveDuplicates();
  }

  @Test
  void endsWhereAllGenesLeftAreOfCandidatesThatWereMet() {
    RecordingScorer scorer = new RecordingScorer(genes -> 0);

    SearchResult result = run(Halves.problem(1, 8), new RandomSettings(50, 25, 3, 1000), 1, scorer);

    assertThat(scorer.sizes()).containsExactly(4);
    assertThat(result.exhausted()).isTrue();
  }

  @Test
  void anImpossibleLimitEndsWithTheNearestValue() {
    assertThatExceptionOfType(NoFeasibleCandidateException.class)
        .isThrownBy(
            () ->
                run(
                    Knapsack.problem(new AtMost("negative", -31)),
                    new RandomSettings(120, 50, 3, 777),
                    1,
                    Knapsack.scorer()))
        .withMessageContaining("after 777 tries (negative <= -31: nearest seen -2");
  }

  @Test
  void tellsTheListenerHowItGoes() {
    List<String> heard = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void generationStarted(int generation, int of, int candidatesToScore) {
            heard.add("start %d of %d: %d".formatted(generation, of, candidatesToScore));
          }

          @Override
          public void generationScored(
              int generation, int of, List<ScoredCandidate> scored, ScoredCandidate best) {
            heard.add(
                "scored %d of %d: %d, best %s"
                    .formatted(generation, of, scored.size(), best.fitness()));
          }

          @Override
          public void exhausted(int generation, int of, int tries) {
            heard.add("exhausted %d of %d: %d".formatted(generation, of, tries));
          }
        };
    // Of two candidates both end up in the first generation, and the second finds none.
    GeneSpace two = GeneSpace.of(Chromosome.uniform("blocks", 1, 2));
    new RandomSearch(SearchProblem.unlimited(two), new RandomSettings(4, 2, 1, 100), 1)
        .run(new RecordingScorer(genes -> 0.25 + 0.5 * genes.get(0)), listener);
    assertThat(heard)
        .containsExactly("start 1 of 2: 2", "scored 1 of 2: 2, best 0.75", "exhausted 2 of 2: 100");
  }
}
