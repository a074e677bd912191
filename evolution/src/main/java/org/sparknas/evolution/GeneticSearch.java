package org.sparknas.evolution;

import io.jenetics.Phenotype;
import io.jenetics.engine.Constraint;
import io.jenetics.engine.Engine;
import io.jenetics.engine.EvolutionStart;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/**
 * The genetic search of OneShot ({@code search_supernet.py}) as a Jenetics engine. In each
 * generation the best {@code retain} candidates, and each other one with probability {@code
 * randomSelect}, stay with their accuracy and become parents; children of random couples fill up
 * the population. Candidates beyond the limits are never scored, and nothing is scored twice: a
 * child that was met before is bred anew, so that each generation brings new candidates. The search
 * ends early where no new feasible child is found.
 *
 * <p>Jenetics splits a population into fixed numbers of survivors and offspring; here parents both
 * stay and breed, and chance decides how many they are. So the engine has offspring only: its
 * selector chooses the parents, and its alterer returns them together with their children.
 */
public final class GeneticSearch implements Search {

  private final SearchProblem problem;
  private final GeneticSettings settings;
  private final long seed;
  private final GenesCodec codec;

  /** A search that draws from this seed. */
  public GeneticSearch(SearchProblem problem, GeneticSettings settings, long seed) {
    this.problem = problem;
    this.settings = settings;
    this.seed = seed;
    this.codec = new GenesCodec(problem.space());
  }

  @Override
  public SearchResult run(Scorer scorer, SearchListener listener) {
    CandidateDraw draw = new CandidateDraw(problem, settings.tries());
    Scoring scoring = new Scoring(problem, draw, scorer, listener, settings.iterations());
    Engine<ChoiceGene, Double> engine = engine(draw, scoring);
    ISeq<Phenotype<ChoiceGene, Double>> population = engine.eval(firstGeneration(draw));
    boolean exhausted = false;
    for (int generation = 2; generation <= settings.iterations() && !exhausted; generation++) {
      population = evolve(engine, population, generation);
      exhausted = isExhausted(population, generation);
      if (exhausted) {
        listener.exhausted(generation, settings.iterations(), settings.tries());
      }
    }
    List<ScoredCandidate> history = scoring.history();
    List<ScoredCandidate> best = ScoredCandidate.best(history, settings.topK());
    return new SearchResult("genetic", seed, settings, exhausted, best, history);
  }

  private Engine<ChoiceGene, Double> engine(CandidateDraw draw, Scoring scoring) {
    var crossover = new GeneWiseUniformCrossover<ChoiceGene, Double>();
    var mutation = new GeneWiseMutation<ChoiceGene, Double>(settings.mutate());
    var breeding = new Breeding(settings.population(), crossover.andThen(mutation), codec, draw);
    return new Engine.Builder<ChoiceGene, Double>(
            candidates -> evaluate(candidates, scoring), codec.encoding())
        .populationSize(settings.population())
        .offspringFraction(1)
        .offspringSelector(new ParentSelector<>(settings.retain(), settings.randomSelect()))
        .alterers(breeding)
        .constraint(onlyDrawn(draw))
        .maximalPhenotypeAge(Long.MAX_VALUE)
        .executor(Runnable::run)
        .build();
  }

  /** Jenetics' evaluator: hands a whole generation to the scorer. */
  private ISeq<Phenotype<ChoiceGene, Double>> evaluate(
      Seq<Phenotype<ChoiceGene, Double>> candidates, Scoring scoring) {
    List<Phenotype<ChoiceGene, Double>> fresh =
        candidates.stream().filter(Phenotype::nonEvaluated).toList();
    if (!fresh.isEmpty()) {
      int generation = Math.toIntExact(fresh.get(0).generation());
      scoring.score(generation, fresh.stream().map(this::genes).toList());
    }
    return candidates
        .asISeq()
        .map(one -> one.isEvaluated() ? one : one.withFitness(scoring.fitness(genes(one))));
  }

  /** Candidates are feasible before Jenetics sees them; its default would redraw without limits. */
  private Constraint<ChoiceGene, Double> onlyDrawn(CandidateDraw draw) {
    return Constraint.of(
        candidate -> draw.holds(genes(candidate)),
        (candidate, generation) -> {
          throw new IllegalStateException(
              "generation %d: candidate %s was never drawn"
                  .formatted(generation, genes(candidate)));
        });
  }

  private ISeq<Phenotype<ChoiceGene, Double>> firstGeneration(CandidateDraw draw) {
    RandomGenerator random = GenerationRandom.GENETIC.of(seed, 1);
    List<Genes> found = draw.next(settings.population(), () -> problem.space().draw(random));
    if (found.isEmpty()) {
      throw draw.nothingFound();
    }
    return found.stream()
        .map(genes -> Phenotype.<ChoiceGene, Double>of(codec.encode(genes), 1))
        .collect(ISeq.toISeq());
  }

  private ISeq<Phenotype<ChoiceGene, Double>> evolve(
      Engine<ChoiceGene, Double> engine,
      ISeq<Phenotype<ChoiceGene, Double>> population,
      int generation) {
    try {
      return RandomRegistry.with(
          GenerationRandom.GENETIC.of(seed, generation),
          random -> engine.evolve(EvolutionStart.of(population, generation)).population());
    } catch (CompletionException e) {
      // What a cost model throws, as it was thrown.
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private boolean isExhausted(ISeq<Phenotype<ChoiceGene, Double>> population, int generation) {
    return population.size() < settings.population()
        && population.stream().noneMatch(one -> one.generation() == generation);
  }

  private Genes genes(Phenotype<ChoiceGene, Double> candidate) {
    return codec.decode(candidate.genotype());
  }
}
