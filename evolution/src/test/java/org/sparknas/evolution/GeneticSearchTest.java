package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jenetics.util.RandomRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparknas.evolution.GeneSpace.Chromosome;

class GeneticSearchTest {

  private static final GeneticSettings ORIGINAL = GeneticSettings.original();

  private static SearchResult run(
      SearchProblem problem, GeneticSettings settings, long seed, Scorer scorer) {
    return new GeneticSearch(problem, settings, seed).run(scorer, SearchListener.silent());
  }

  /** Retained only, so that the number of parents is known. */
  private static GeneticSettings withoutChanceParents(int population, int retain, int iterations) {
    return new GeneticSettings(population, retain, 0, 0.1, iterations, 3, 1000);
  }

  @Test
  void findsBetterCandidatesThanRandomSearchOnTheSameBudget() {
    RandomSettings budget = RandomSettings.onBudgetOf(ORIGINAL);
    for (long seed = 1; seed <= 9; seed++) {
      SearchResult genetic = run(Knapsack.PROBLEM, ORIGINAL, seed, Knapsack.scorer());
      SearchResult random =
          new RandomSearch(Knapsack.PROBLEM, budget, seed)
              .run(Knapsack.scorer(), SearchListener.silent());
      assertThat(genetic.best().get(0).fitness())
          .as("seed %d", seed)
          .isGreaterThan(random.best().get(0).fitness());
    }
  }

  /** From 4 to the power of 10, a million candidates, at most 50 + 99 * 40 are scored. */
  @Test
  void findsTheOptimumUnderALimit() {
    GeneticSettings patient = new GeneticSettings(50, 10, 0.1, 0.1, 100, 3, 10_000);
    for (long seed = 1; seed <= 5; seed++) {
      SearchResult result = run(Knapsack.PROBLEM, patient, seed, Knapsack.scorer());
      assertThat(result.best().get(0).genes()).as("seed %d", seed).isEqualTo(Knapsack.OPTIMUM);
    }
  }

  @Test
  void scoresNothingTwiceAndNothingBeyondTheLimits() {
    RecordingScorer scorer = Knapsack.scorer();
    SearchResult result = run(Knapsack.PROBLEM, ORIGINAL, 1, scorer);
    assertThat(scorer.all()).doesNotHaveDuplicates();
    assertThat(scorer.all()).allMatch(genes -> Knapsack.weight(genes) <= 15);
    assertThat(result.history()).extracting(ScoredCandidate::genes).isEqualTo(scorer.all());
  }

  /** Only the halves of the alleles count: 8 alleles, 4 candidates for each gene. */
  @Test
  void genesOfOneCandidateAreScoredOnce() {
    RecordingScorer scorer = new RecordingScorer(genes -> Halves.of(genes).get(0) / 4.0);

    SearchResult result = run(Halves.problem(3, 8), withoutChanceParents(10, 4, 5), 1, scorer);

    assertThat(scorer.sizes()).containsExactly(10, 6, 6, 6, 6);
    assertThat(scorer.all()).extracting(Halves::of).doesNotHaveDuplicates();
    assertThat(result.best())
        .hasSize(3)
        .extracting(candidate -> Halves.of(candidate.genes()))
        .doesNotHaveDuplicates();
  }

  @Test
  void fewerCandidatesThanAPopulationEndTheSearchOnceAllAreScored() {
    RecordingScorer scorer = new RecordingScorer(genes -> 0);

    SearchResult result = run(Halves.problem(1, 8), withoutChanceParents(10, 4, 5), 1, scorer);

    assertThat(scorer.sizes()).containsExactly(4);
    assertThat(result.exhausted()).isTrue();
    assertThat(result.best()).hasSize(3);
  }

  @Test
  void scoresAPopulationAndThenThePlacesOfThoseThatDoNotStay() {
    RecordingScorer scorer = Knapsack.scorer();
    GeneticSettings settings = withoutChanceParents(21, 6, 4);
    SearchResult result = run(Knapsack.PROBLEM, settings, 1, scorer);
    assertThat(scorer.sizes()).containsExactly(21, 15, 15, 15);
    assertThat(result.history()).hasSize(settings.expectedCandidates());
    assertThat(result.history())
        .extracting(ScoredCandidate::generation)
        .isEqualTo(
            IntStream.rangeClosed(1, 4)
                .boxed()
                .flatMap(g -> IntStream.range(0, g == 1 ? 21 : 15).mapToObj(i -> g))
                .toList());
  }

  @Test
  void oneIterationScoresOnePopulation() {
    RecordingScorer scorer = Knapsack.scorer();
    run(Knapsack.PROBLEM, withoutChanceParents(10, 2, 1), 1, scorer);
    assertThat(scorer.sizes()).containsExactly(10);
  }

  @Test
  void chanceParentsTakePlacesOfChildren() {
    RecordingScorer scorer = Knapsack.scorer();
    // 100 generations of 20 - 5 = 15 places, of each of which chance takes a tenth.
    run(Knapsack.PROBLEM, new GeneticSettings(20, 5, 0.1, 0.1, 101, 3, 1000), 1, scorer);
    int children = scorer.all().size() - 20;
    Statistics.assertBinomial("children", children, 100 * 15, 0.9);
  }

  @Test
  void withoutPlacesForChildrenNothingMoreIsScored() {
    RecordingScorer scorer = Knapsack.scorer();
    SearchResult result = run(Knapsack.PROBLEM, withoutChanceParents(10, 10, 5), 1, scorer);
    assertThat(scorer.sizes()).containsExactly(10);
    assertThat(result.exhausted()).isFalse();
  }

  @Test
  void sameSeedGivesTheSameResultInAnyThreadsAndAnotherSeedAnother()
      throws InterruptedException, ExecutionException {
    SearchResult expected = run(Knapsack.PROBLEM, ORIGINAL, 42, Knapsack.scorer());
    Callable<SearchResult> again = () -> run(Knapsack.PROBLEM, ORIGINAL, 42, Knapsack.scorer());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<SearchResult> result : threads.invokeAll(List.of(again, again, again, again))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
    SearchResult other = run(Knapsack.PROBLEM, ORIGINAL, 43, Knapsack.scorer());
    assertThat(other.history()).isNotEqualTo(expected.history());
  }

  @Test
  void aScorerThatDrawsRandomNumbersItselfChangesNothing() {
    SearchResult expected = run(Knapsack.PROBLEM, ORIGINAL, 42, Knapsack.scorer());
    RecordingScorer drawing =
        new RecordingScorer(
            genes -> {
              RandomRegistry.random().nextLong();
              return Knapsack.accuracy(genes);
            });
    assertThat(run(Knapsack.PROBLEM, ORIGINAL, 42, drawing)).isEqualTo(expected);
  }

  @Test
  void canRunAgain() {
    GeneticSearch search = new GeneticSearch(Knapsack.PROBLEM, ORIGINAL, 42);
    SearchResult first = search.run(Knapsack.scorer(), SearchListener.silent());
    assertThat(search.run(Knapsack.scorer(), SearchListener.silent())).isEqualTo(first);
  }

  /**
   * Only the first generation is any good, and nothing mutates: so long as the survivors keep their
   * accuracy, they are the only parents there ever are.
   */
  @Test
  void survivorsKeepTheirAccuracyAndStayParents() {
    GeneticSettings settings = new GeneticSettings(30, 4, 0, 0, 6, 4, 1000);
    SplittableRandom luck = new SplittableRandom(23);
    int[] scored = {0};
    RecordingScorer scorer =
        new RecordingScorer(genes -> scored[0]++ < 30 ? 0.5 + 0.5 * luck.nextDouble() : 0);
    SearchResult result = run(SearchProblem.unlimited(Individuals.SPACE), settings, 3, scorer);
    List<ScoredCandidate> parents = result.best();
    assertThat(parents).allMatch(parent -> parent.generation() == 1);
    List<Genes> children = scorer.all().subList(30, scorer.all().size());
    assertThat(children).hasSize(5 * 26);
    for (Genes child : children) {
      for (int gene = 0; gene < child.length(); gene++) {
        int index = gene;
        assertThat(parents).anyMatch(p -> p.genes().get(index) == child.get(index));
      }
    }
  }

  @Test
  void returnsTheBestOfAllThatWereScored() {
    // Accuracies of few values and without meaning, so that there are ties and no progress.
    RecordingScorer scorer =
        new RecordingScorer(genes -> Math.floorMod(genes.hashCode(), 50) / 50.0);
    GeneticSettings settings = new GeneticSettings(50, 10, 0.1, 0.1, 20, 25, 1000);
    SearchResult result = run(Knapsack.PROBLEM, settings, 5, scorer);
    List<Double> bruteForce =
        scorer.all().stream()
            .map(genes -> Math.floorMod(genes.hashCode(), 50) / 50.0)
            .sorted(Comparator.reverseOrder())
            .limit(25)
            .toList();
    assertThat(result.best()).extracting(ScoredCandidate::fitness).isEqualTo(bruteForce);
    assertThat(result.best()).doesNotHaveDuplicates();
    for (int i = 1; i < 25; i++) {
      ScoredCandidate before = result.best().get(i - 1);
      ScoredCandidate after = result.best().get(i);
      if (before.fitness() == after.fitness()) {
        assertThat(result.history().indexOf(before)).isLessThan(result.history().indexOf(after));
      }
    }
  }

  @Test
  void balancedObjectiveDecidesWhatIsBest() {
    // Each allele weighs 0.1 and is worth at most 10/165: the lightest candidate is the best.
    var problem =
        new SearchProblem(
            Knapsack.SPACE,
            genes -> Map.of("score", 0.1 * Knapsack.weight(genes)),
            List.of(),
            Objective.balanced("score", 1));
    SearchResult result = run(problem, ORIGINAL, 1, Knapsack.scorer());
    ScoredCandidate best = result.best().get(0);
    assertThat(best.genes().values()).containsOnly(0);
    assertThat(result.history())
        .allSatisfy(
            one ->
                assertThat(one.fitness())
                    .isEqualTo(one.evaluation().accuracy() - one.costs().get("score")));
  }

  @Test
  void anImpossibleLimitEndsWithTheNearestValue() {
    RecordingScorer scorer = Knapsack.scorer();
    SearchProblem impossible = Knapsack.problem(new AtMost("weight", -1));
    assertThatExceptionOfType(NoFeasibleCandidateException.class)
        .isThrownBy(() -> run(impossible, ORIGINAL, 1, scorer))
        .withMessageMatching(
            "no candidate keeps the limits after 10000 tries \\(weight <= -1: nearest seen \\d\\)")
        .satisfies(
            e -> {
              assertThat(e.tries()).isEqualTo(10_000);
              assertThat(e.nearest()).hasSize(1);
              // The mean is 15 with deviation 3.5 (ten genes of variance 1.25): of 10,000 weights
              // the least is below 15 - 2 * 3.5.
              assertThat(e.nearest().get(0).value()).isBetween(0.0, 8.0);
            });
    assertThat(scorer.all()).isEmpty();
  }

  @Test
  void limitsThatExcludeEachOtherSaySo() {
    SearchProblem impossible =
        Knapsack.problem(new AtMost("weight", 14), new AtMost("negative", -16));
    assertThatExceptionOfType(NoFeasibleCandidateException.class)
        .isThrownBy(() -> run(impossible, ORIGINAL, 1, Knapsack.scorer()))
        .withMessageContaining("weight <= 14: kept by some")
        .withMessageContaining("negative <= -16: kept by some");
  }

  @Test
  void aSpaceSmallerThanThePopulationIsScoredOnceAndEnds() {
    GeneSpace small = GeneSpace.of(Chromosome.uniform("blocks", 3, 2));
    RecordingScorer scorer = new RecordingScorer(genes -> genes.get(0) / 2.0);
    SearchResult result = run(SearchProblem.unlimited(small), ORIGINAL, 1, scorer);
    assertThat(scorer.sizes()).containsExactly(8);
    assertThat(result.exhausted()).isTrue();
    assertThat(result.best()).hasSize(3);
  }

  @Test
  void aSpaceOfOneCandidateEnds() {
    GeneSpace single = GeneSpace.of(Chromosome.uniform("blocks", 3, 1));
    SearchResult result =
        run(SearchProblem.unlimited(single), ORIGINAL, 1, new RecordingScorer(genes -> 1));
    assertThat(result.history()).hasSize(1);
    assertThat(result.exhausted()).isTrue();
  }

  /** 64 candidates: two generations of 50 do not fit, so the second is smaller and the last. */
  @Test
  void aSpaceThatRunsOutMakesSmallerGenerations() {
    GeneSpace space = GeneSpace.of(Chromosome.uniform("blocks", 3, 4));
    RecordingScorer scorer = new RecordingScorer(genes -> genes.get(0) / 4.0);
    SearchResult result = run(SearchProblem.unlimited(space), ORIGINAL, 1, scorer);
    assertThat(scorer.all()).hasSize(64).doesNotHaveDuplicates();
    assertThat(result.exhausted()).isTrue();
  }

  @Test
  void refusesAScorerThatLeavesCandidatesOut() {
    assertThatIllegalStateException()
        .isThrownBy(() -> run(Knapsack.PROBLEM, ORIGINAL, 1, generation -> List.of()))
        .withMessage("generation 1: 0 evaluations for 50 candidates; must be one for each");
  }

  @Test
  void whatACostModelThrowsWhileBreedingComesOutAsItIs() {
    int[] asked = {0};
    CostModel failing =
        genes -> {
          if (asked[0]++ > 50) {
            throw new UnsupportedOperationException("no costs today");
          }
          return Map.of();
        };
    var problem = new SearchProblem(Knapsack.SPACE, failing, List.of(), Objective.accuracy());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> run(problem, ORIGINAL, 1, Knapsack.scorer()));
  }
}
