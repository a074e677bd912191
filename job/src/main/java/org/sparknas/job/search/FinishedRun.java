package org.sparknas.job.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.store.RunResult;
import org.sparknas.job.store.SupernetFile;

/** Turns what a run computed into its result. */
record FinishedRun(SearchRequest request, SupernetFile supernet) {

  /**
   * The result.
   *
   * @param learning of the supernet
   */
  RunResult result(
      String version,
      List<RunResult.Search> searches,
      LearningCheck learning,
      Map<String, Double> seconds) {
    return new RunResult(
        RunResult.FORMAT,
        version,
        request.configuration().seed(),
        RunResult.Space.of(request.space()),
        data(),
        supernetFacts(),
        searches,
        warnings(learning),
        seconds);
  }

  private List<String> warnings(LearningCheck learning) {
    return Stream.of(
            request.configuration().warnings().stream(),
            request.data().warnings().stream(),
            learning.warning().stream())
        .flatMap(each -> each)
        .toList();
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
