package org.sparknas.evolution;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Scores uniformly drawn feasible candidates, none twice, a generation at a time: what the genetic
 * search has to beat on the same budget. Ends early where no new feasible candidate is found.
 */
public final class RandomSearch implements Search {

  private final SearchProblem problem;
  private final RandomSettings settings;
  private final long seed;

  /** A search that draws from this seed. */
  public RandomSearch(SearchProblem problem, RandomSettings settings, long seed) {
    this.problem = problem;
    this.settings = settings;
    this.seed = seed;
  }

  @Override
  public SearchResult run(Scorer scorer, SearchListener listener) {
    CandidateDraw draw = new CandidateDraw(problem, settings.tries());
    int generations = settings.generations();
    Scoring scoring = new Scoring(problem, draw, scorer, listener, generations);
    boolean exhausted = false;
    for (int generation = 1; generation <= generations && !exhausted; generation++) {
      int wanted =
          Math.min(
              settings.generation(),
              settings.candidates() - (generation - 1) * settings.generation());
      RandomGenerator random = GenerationRandom.RANDOM.of(seed, generation);
      List<Genes> found = draw.next(wanted, () -> problem.space().draw(random));
      if (found.isEmpty() && generation == 1) {
        throw draw.nothingFound();
      }
      scoring.score(generation, found);
      exhausted = found.size() < wanted;
      if (exhausted) {
        listener.exhausted(generation, generations, settings.tries());
      }
    }
    List<ScoredCandidate> history = scoring.history();
    List<ScoredCandidate> best = ScoredCandidate.best(history, settings.topK());
    return new SearchResult("random", seed, settings, exhausted, best, history);
  }
}
