package org.sparknas.job.search;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparknas.evolution.Evaluation;
import org.sparknas.evolution.Genes;
import org.sparknas.evolution.GeneticSearch;
import org.sparknas.evolution.RandomSearch;
import org.sparknas.evolution.RandomSettings;
import org.sparknas.evolution.Search;
import org.sparknas.evolution.SearchProblem;
import org.sparknas.evolution.SearchResult;
import org.sparknas.job.config.SearchConfiguration;
import org.sparknas.job.config.SearchConfiguration.Algorithm;
import org.sparknas.job.data.LabelledImages;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.scoring.CandidateScorer;
import org.sparknas.supernet.architecture.Architecture;

/** The second part of a run: searches on the trained supernet. */
final class SearchStage {
  static final String TOP5 = "top5";

  private final SearchConfiguration configuration;
  private final ArchitectureGenes genes;
  private final SearchProblem problem;
  private final Map<Architecture, Evaluation> known = new HashMap<>();
  private final Map<Algorithm, SearchResult> ended = new EnumMap<>(Algorithm.class);

  /**
   * @param trained which choices of a decision the supernet was trained on: no others are searched
   */
  SearchStage(SearchRequest request, ArchitectureGenes.Allowed trained) {
    configuration = request.configuration().search();
    genes = new ArchitectureGenes(request.space(), trained);
    problem =
        new SearchProblem(
            genes.geneSpace(),
            candidate -> request.costs().byName(genes.architecture(candidate).network()),
            List.copyOf(configuration.constraints()),
            configuration.objective(),
            genes::architecture);
  }

  /** Throws NoFeasibleCandidateException when random candidates all break the constraints. */
  void requireFeasible() {
    problem.requireFeasible(configuration.seed(), configuration.genetic().tries());
  }

  /** The architecture of a candidate. */
  Architecture architecture(Genes candidate) {
    return genes.architecture(candidate);
  }

  /** Runs one search; throws NoFeasibleCandidateException when nothing keeps the constraints. */
  SearchResult run(Algorithm algorithm, CandidateScorer scorer, RunProgress progress) {
    SearchResult result =
        search(algorithm)
            .run(
                generation -> score(generation, scorer),
                progress.search(name(algorithm), this::architecture));
    ended.put(algorithm, result);
    return result;
  }

  /** How many candidates all searches so far have scored. */
  int scored() {
    return known.size();
  }

  /** What their accuracies on these images say of the supernet. */
  LearningCheck learning(LabelledImages validation) {
    double best = known.values().stream().mapToDouble(Evaluation::accuracy).max().orElseThrow();
    return new LearningCheck(validation, best, known.size());
  }

  static String name(Algorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT);
  }

  private Search search(Algorithm algorithm) {
    return switch (algorithm) {
      case GENETIC -> new GeneticSearch(problem, configuration.genetic(), configuration.seed());
      case RANDOM -> new RandomSearch(problem, randomSettings(), configuration.seed());
      case DIFFERENTIABLE -> throw new IllegalStateException("trains, and searches no genes");
    };
  }

  /** As many candidates as the genetic search of this run had; alone, as many as one would have. */
  private RandomSettings randomSettings() {
    SearchResult genetic = ended.get(Algorithm.GENETIC);
    return genetic == null
        ? RandomSettings.onBudgetOf(configuration.genetic())
        : RandomSettings.onBudgetOf(configuration.genetic(), genetic.history().size());
  }

  /** Candidates that an earlier search of this run has scored are not scored again. */
  private List<Evaluation> score(List<Genes> generation, CandidateScorer scorer) {
    List<Architecture> candidates = generation.stream().map(this::architecture).toList();
    List<Architecture> unknown =
        candidates.stream().filter(each -> !known.containsKey(each)).toList();
    if (!unknown.isEmpty()) {
      List<Accuracy> accuracies = scorer.score(unknown);
      for (int i = 0; i < unknown.size(); i++) {
        Accuracy accuracy = accuracies.get(i);
        known.put(unknown.get(i), Evaluation.of(accuracy.top1(), Map.of(TOP5, accuracy.top5())));
      }
    }
    return candidates.stream().map(known::get).toList();
  }
}
