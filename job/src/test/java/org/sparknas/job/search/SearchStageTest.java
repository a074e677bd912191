package org.sparknas.job.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.evolution.ScoredCandidate;
import org.sparknas.evolution.SearchResult;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.config.SearchConfiguration.Algorithm;
import org.sparknas.job.data.DataSets;
import org.sparknas.job.scoring.Accuracy;
import org.sparknas.job.scoring.CandidateScorer;
import org.sparknas.job.store.RunFolder;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.ChannelMoments;

/** Searches by genes in TF-NAS spaces, where many genes stand for one network. */
class SearchStageTest {
  private static final String CONFIGURATION =
      """
      space {
        name = tfnas, layout = custom, stage-channels = [4, 4], stage-repeats = [4, 1]
        stage-strides = [1, 1], stem-channels = 4, stem-stride = 1, last-channels = 8
        tfnas { first-channels = 4, kernels = [3], smallest-widths = [2.5, 5.5], largest-widths = [3, 6] }
        squeeze-excitation = false, image-size = 8, classes = 4
      }
      data {
        format = generated, generated { train-size = 40, test-size = 8 }
        validation-images = 8, calibration-images = 8
      }
      search {
        algorithms = [genetic, random], population = 20, retain = 8, iterations = 4, top-k = 30
        tries = 500, constraints = []
      }
      """;

  @TempDir private Path folder;

  /** Remembers what it was asked for. */
  private static final class Recorder implements CandidateScorer {
    private final List<Architecture> asked = new ArrayList<>();

    @Override
    public List<Map<String, ChannelMoments>> recalibrate(List<Architecture> candidates) {
      return candidates.stream().map(each -> Map.<String, ChannelMoments>of()).toList();
    }

    @Override
    public List<Accuracy> evaluate(
        List<Architecture> candidates, List<Map<String, ChannelMoments>> statistics) {
      asked.addAll(candidates);
      return candidates.stream()
          .map(each -> new Accuracy(100, each.network().blocks().size(), 100))
          .toList();
    }

    List<Network> networks() {
      return asked.stream().map(Architecture::network).toList();
    }
  }

  private SearchRequest request(String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), CONFIGURATION);
    RunConfiguration configuration = RunConfiguration.load(file.toString(), List.of(overrides));
    Files.createDirectories(folder.resolve("run"));
    return new SearchRequest(
        configuration,
        configuration.space().space(),
        configuration.costs(),
        DataSets.load(configuration),
        RunFolder.of(folder.resolve("run").toString()),
        Optional.empty());
  }

  private static SearchStage stage(SearchRequest request) {
    return new SearchStage(
        request, decision -> IntStream.range(0, decision.values().size()).boxed().toList());
  }

  private static List<Network> best(SearchStage stage, SearchResult result) {
    return result.best().stream()
        .map(ScoredCandidate::genes)
        .map(stage::architecture)
        .map(Architecture::network)
        .toList();
  }

  /** A quarter of the draws has one block in each stage: of 6 by 6 networks. */
  @Test
  void noNetworkIsScoredTwiceByAllSearchesOfARun() throws IOException {
    SearchRequest request = request();
    SearchStage stage = stage(request);
    Recorder scorer = new Recorder();
    RunProgress progress = new RunProgress(request.output());

    SearchResult genetic = stage.run(Algorithm.GENETIC, scorer, progress);
    SearchResult random = stage.run(Algorithm.RANDOM, scorer, progress);

    assertThat(genetic.history()).hasSizeGreaterThan(40);
    assertThat(scorer.networks()).doesNotHaveDuplicates().hasSize(stage.scored());
    assertThat(best(stage, genetic)).hasSize(30).doesNotHaveDuplicates();
    assertThat(best(stage, random)).hasSize(30).doesNotHaveDuplicates();
    List<String> lines = Files.readAllLines(folder.resolve("run/candidates.jsonl"));
    assertThat(lines).hasSize(genetic.history().size() + random.history().size());
  }

  /** Two operations of one width each: 2 + 4 first stages, 2 second ones. */
  @Test
  void aSpaceOfFewerNetworksThanAPopulationIsScoredWholeAndEndsTheSearches() throws IOException {
    SearchRequest request =
        request("space.stage-repeats=[2, 1]", "space.tfnas.smallest-widths=[3, 6]");
    SearchStage stage = stage(request);
    Recorder scorer = new Recorder();
    RunProgress progress = new RunProgress(request.output());

    SearchResult genetic = stage.run(Algorithm.GENETIC, scorer, progress);
    SearchResult random = stage.run(Algorithm.RANDOM, scorer, progress);

    assertThat(genetic.exhausted()).isTrue();
    assertThat(random.history()).hasSize(6 * 2);
    assertThat(scorer.networks()).doesNotHaveDuplicates().hasSize(6 * 2);
    assertThat(request.space().size()).isEqualTo(6 * 2);
  }
}
