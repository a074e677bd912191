package org.sparknas.job.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sparknas.evolution.ScoredCandidate;
import org.sparknas.evolution.SearchResult;
import org.sparknas.job.config.Constraint;
import org.sparknas.job.config.SearchConfiguration;
import org.sparknas.job.config.SearchConfiguration.Algorithm;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.store.RunResult;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.supernet.architecture.Architecture;

/** Turns what a run computed into its result. */
record FinishedRun(SearchRequest request, SearchStage stage, SupernetFile supernet) {

  /** What a search found. */
  record Found(Algorithm algorithm, SearchResult result) {}

  /**
   * The result.
   *
   * @param tests of the best of all searches, in their order
   */
  RunResult result(
      String version, List<Found> found, List<Accuracy> tests, Map<String, Double> seconds) {
    List<RunResult.Search> searches = new ArrayList<>();
    int from = 0;
    for (Found each : found) {
      int to = from + each.result().best().size();
      searches.add(described(each, tests.subList(from, to)));
      from = to;
    }
    return new RunResult(
        RunResult.FORMAT,
        version,
        request.configuration().seed(),
        RunResult.Space.of(request.space()),
        data(),
        supernetFacts(),
        searches,
        seconds);
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

  private RunResult.Data data() {
    DataSets data = request.data();
    return new RunResult.Data(
        data.split().training().size(),
        data.split().validation().size(),
        data.split().calibration().size(),
        data.split().test().size(),
        data.fingerprints().train(),
        data.fingerprints().test());
  }

  private Map<String, ?> supernetFacts() {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("parameters", supernet.header().parameters());
    facts.put("training", supernet.header().training());
    facts.put("trained_here", request.supernet().isEmpty());
    return facts;
  }
}
