package org.sparknas.job.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparknas.evolution.ScoredCandidate;
import org.sparknas.evolution.SearchResult;
import org.sparknas.job.config.Constraint;
import org.sparknas.job.config.SearchConfiguration;
import org.sparknas.job.config.SearchConfiguration.Algorithm;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.store.RunResult;
import org.sparknas.supernet.architecture.Architecture;

/** What the searches of genes found, as results hold it. */
record FoundGenes(SearchRequest request, SearchStage stage, List<Found> found) {

  /**
   * What a search found.
   *
   * @param scored how many candidates no search before it had scored
   */
  record Found(Algorithm algorithm, SearchResult result, int scored) {}

  /** The best of all searches, in their order. */
  List<Architecture> best() {
    return found.stream()
        .flatMap(each -> each.result().best().stream())
        .map(candidate -> stage.architecture(candidate.genes()))
        .toList();
  }

  /**
   * The searches.
   *
   * @param tests of {@link #best}
   */
  List<RunResult.Search> searches(List<Accuracy> tests) {
    List<RunResult.Search> searches = new ArrayList<>();
    int from = 0;
    for (Found each : found) {
      int to = from + each.result().best().size();
      searches.add(described(each, tests.subList(from, to)));
      from = to;
    }
    return searches;
  }

  private RunResult.Search described(Found found, List<Accuracy> tests) {
    SearchConfiguration search = request.configuration().search();
    String name = SearchStage.name(found.algorithm());
    List<RunResult.Best> best = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      best.add(best(name, i + 1, found.result().best().get(i), tests.get(i)));
    }
    List<ScoredCandidate> history = found.result().history();
    return new RunResult.Search(
        name,
        found.result().seed(),
        search.goal().name().toLowerCase(Locale.ROOT),
        search.constraints().stream().map(Constraint::text).toList(),
        history.size(),
        found.scored(),
        history.get(history.size() - 1).generation(),
        found.result().exhausted(),
        best);
  }

  /** The name of the file of one of a search's best architectures. */
  static String file(String search, int rank) {
    return search + "-" + rank + ".json";
  }

  private RunResult.Best best(String search, int rank, ScoredCandidate candidate, Accuracy test) {
    Architecture architecture = stage.architecture(candidate.genes());
    String file = file(search, rank);
    return RunResult.Best.of(
        rank,
        file,
        architecture,
        candidate.costs(),
        candidate.fitness(),
        candidate.evaluation().accuracy(),
        candidate.evaluation().measures().get(SearchStage.TOP5),
        test.top1(),
        test.top5());
  }
}
