package org.sparknas.evolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scores candidates, keeps what was scored, and tells the listener. One for each run. */
final class Scoring {

  private final SearchProblem problem;
  private final CandidateDraw draw;
  private final Scorer scorer;
  private final SearchListener listener;
  private final int generations;
  private final List<ScoredCandidate> history = new ArrayList<>();
  private final Map<Genes, ScoredCandidate> byGenes = new HashMap<>();

  Scoring(
      SearchProblem problem,
      CandidateDraw draw,
      Scorer scorer,
      SearchListener listener,
      int generations) {
    this.problem = problem;
    this.draw = draw;
    this.scorer = scorer;
    this.listener = listener;
    this.generations = generations;
  }

  /** Scores candidates of a generation; those scored before are left out. */
  void score(int generation, List<Genes> candidates) {
    List<Genes> unscored =
        candidates.stream().distinct().filter(genes -> !byGenes.containsKey(genes)).toList();
    if (unscored.isEmpty()) {
      return;
    }
    listener.generationStarted(generation, generations, unscored.size());
    List<Evaluation> evaluations = scorer.score(unscored);
    if (evaluations.size() != unscored.size()) {
      throw new IllegalStateException(
          "generation %d: %d evaluations for %d candidates; must be one for each"
              .formatted(generation, evaluations.size(), unscored.size()));
    }
    List<ScoredCandidate> scored = new ArrayList<>();
    for (int i = 0; i < unscored.size(); i++) {
      scored.add(scored(generation, unscored.get(i), evaluations.get(i)));
    }
    history.addAll(scored);
    scored.forEach(candidate -> byGenes.put(candidate.genes(), candidate));
    listener.generationScored(
        generation, generations, List.copyOf(scored), ScoredCandidate.best(history, 1).get(0));
  }

  /** The fitness of genes that were scored. */
  double fitness(Genes genes) {
    return byGenes.get(genes).fitness();
  }

  /** All that was scored, in order. */
  List<ScoredCandidate> history() {
    return List.copyOf(history);
  }

  private ScoredCandidate scored(int generation, Genes genes, Evaluation evaluation) {
    Map<String, Double> costs = draw.costs(genes);
    double fitness = problem.objective().fitness(evaluation, costs);
    return new ScoredCandidate(genes, generation, evaluation, new TreeMap<>(costs), fitness);
  }
}
