package org.sparknas.job.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.job.cli.CommandLineRun;
import org.sparknas.job.store.FaultyFileSystem;

/** Whole runs from the command line, on images that the program draws. */
@Tag("training")
class SearchRunIT {
  private static final String CONFIGURATION =
      """
      seed = 5
      space {
        layout = custom, stage-channels = [8, 16], stage-repeats = [1, 2], stage-strides = [2, 2]
        stem-channels = 4, stem-stride = 1, last-channels = 16, head = plain
        scales = [0.6, 1.0, 1.4], image-size = 8, classes = 4
      }
      data {
        format = generated, generated { train-size = 360, test-size = 90, noise = 5 }
        validation-images = 100, calibration-images = 110
      }
      training {
        epochs = 3, workers = 4, batch-size = 8, averaging-frequency = 3, learning-rate = 0.1
        learning-rate-warm-up-epochs = 0.5
        channel-warm-up { start-epoch = 1, lowest-scales = [1.0, 0.6] }
      }
      scoring { batch-size = 16, partitions = 4 }
      search {
        population = 6, retain = 2, iterations = 3, top-k = 2
        constraints = ["macs <= 60K"]
      }
      """;
  private static final int REPEATS = 3;
  private static final Map<String, String> SPARK =
      Map.of("spark.ui.enabled", "false", "spark.driver.host", "127.0.0.1");

  @TempDir private static Path folder;
  private static final List<Path> RUNS = new ArrayList<>();

  @BeforeAll
  static void runTheSameSearchThreeTimes() throws IOException {
    SPARK.forEach(System::setProperty);
    Files.writeString(folder.resolve("my.conf"), CONFIGURATION);
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      Path run = folder.resolve("run" + repeat);
      CommandLineRun ended = command("local[4]", "search", "-D", "output=" + run);
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("genetic-1.json").contains("Everything is in " + run);
      RUNS.add(run);
    }
  }

  @AfterAll
  static void forgetSpark() {
    SPARK.keySet().forEach(System::clearProperty);
    System.clearProperty("spark.master");
  }

  private static CommandLineRun command(String master, String command, String... options) {
    System.setProperty("spark.master", master);
    return CommandLineRun.of(
        Stream.concat(Stream.of(command, folder.resolve("my.conf").toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static ObjectNode withoutTimings(Path run) throws IOException {
    ObjectNode result = (ObjectNode) json(run.resolve("result.json"));
    assertThat(result.remove("timings_seconds")).isNotEmpty();
    return result;
  }

  private static List<Path> architectures(Path run) {
    return Stream.of("genetic-1", "genetic-2", "random-1", "random-2")
        .map(name -> run.resolve(name + ".json"))
        .toList();
  }

  @Test
  void runsOfOneSeedLeaveTheSameResult() throws IOException {
    Path first = RUNS.get(0);
    for (Path other : RUNS.subList(1, REPEATS)) {
      assertThat(withoutTimings(other)).isEqualTo(withoutTimings(first));
      assertThat(other.resolve("supernet.bin"))
          .hasSameBinaryContentAs(first.resolve("supernet.bin"));
      for (Path architecture : architectures(other)) {
        assertThat(architecture).hasSameTextualContentAs(first.resolve(architecture.getFileName()));
      }
    }
  }

  @Test
  void aSupernetThatLearntNothingIsSaidOnTheLastScreenAndInTheResult() throws IOException {
    Path run = folder.resolve("unlearnt");

    CommandLineRun ended =
        command("local[4]", "search", "-D", "output=" + run, "-D", "training.learning-rate=1e-9");

    String warning = "the supernet seems to have learnt nothing: of ";
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("\nwarning: " + warning);
    assertThat(json(run.resolve("result.json")).path("warnings"))
        .singleElement()
        .satisfies(each -> assertThat(each.textValue()).startsWith(warning));
  }

  @Test
  void anEndedRunClaimsItsFolderNoMore() {
    assertThat(RUNS.get(0).resolve("claim.json")).doesNotExist();
  }

  @Test
  void aFullDiskEndsARunWithAMessageAndLeavesNoPartOfAFile() {
    FaultyFileSystem.register();
    try {
      Path run = folder.resolve("full/run");

      CommandLineRun ended =
          command("local[4]", "search", "-D", "output=" + FaultyFileSystem.path(run));

      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.err())
          .contains("/supernet.bin: cannot be written: No space left on device")
          .doesNotContain("\tat ");
      assertThat(run.toFile().list())
          .containsExactlyInAnyOrder("configuration.conf", "progress.jsonl");
    } finally {
      FaultyFileSystem.forget();
    }
  }

  @Test
  void anotherSeedLeavesAnother() throws IOException {
    Path run = folder.resolve("seed");

    searched("local[4]", run, "-D", "search.seed=6", "--supernet", RUNS.get(0).toString());

    assertThat(searches(run)).isNotEqualTo(searches(RUNS.get(0)));
  }

  /** On other cores and partitions, too. */
  @Test
  void aSearchOfATrainedSupernetFindsTheSame() throws IOException {
    Path run = folder.resolve("again");

    searched("local[2]", run, "-D", "scoring.partitions=3", "--supernet", RUNS.get(0).toString());

    assertThat(searches(run)).isEqualTo(searches(RUNS.get(0)));
    assertThat(run.resolve("supernet.bin")).doesNotExist();
    assertThat(json(run.resolve("result.json")).at("/supernet/trained_here").asBoolean()).isFalse();
    assertThat(events(run)).doesNotContain("epoch");
  }

  private static void searched(String master, Path output, String... options) {
    String[] all =
        Stream.concat(Stream.of("-D", "output=" + output), Stream.of(options))
            .toArray(String[]::new);
    CommandLineRun run = command(master, "search", all);
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private static JsonNode searches(Path run) throws IOException {
    JsonNode searches = json(run.resolve("result.json")).get("searches");
    assertThat(searches).hasSize(2);
    return searches;
  }

  @Test
  void progressHasALineForEachEpochAndEachGeneration() throws IOException {
    List<JsonNode> lines = progress(RUNS.get(0));

    assertThat(events(RUNS.get(0)))
        .startsWith("epoch", "epoch", "epoch", "generation")
        .filteredOn("epoch"::equals)
        .hasSize(3);
    for (int epoch = 0; epoch < 3; epoch++) {
      JsonNode line = lines.get(epoch);
      assertThat(line.get("epoch").asInt()).isEqualTo(epoch + 1);
      assertThat(line.get("epochs").asInt()).isEqualTo(3);
      // So short a training learns nothing: the loss is ln 4 = 1.39, within 0.01 over three seeds.
      assertThat(line.get("loss").asDouble()).isBetween(0.1, 3.0);
      // 260 training images: 65 for each of four workers, 8 batches of 8
      assertThat(line.get("images").asInt()).isEqualTo(256);
    }
    for (JsonNode search : searches(RUNS.get(0))) {
      List<JsonNode> generations =
          lines.stream()
              .filter(line -> line.path("algorithm").equals(search.get("algorithm")))
              .toList();
      int count = search.get("generations").asInt();
      assertThat(generations)
          .extracting(line -> line.get("generation").asInt())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, count).boxed().toList());
      assertThat(generations.stream().mapToInt(line -> line.get("candidates").asInt()).sum())
          .isEqualTo(search.get("candidates").asInt());
      assertThat(generations.get(count - 1).get("best_validation_top1"))
          .isEqualTo(search.at("/best/0/validation_top1"));
    }
  }

  @Test
  void theRandomSearchScoresAsManyCandidatesAsTheGeneticSearchButOthers() throws IOException {
    JsonNode genetic = searches(RUNS.get(0)).get(0);
    JsonNode random = searches(RUNS.get(0)).get(1);

    assertThat(random.get("candidates")).isEqualTo(genetic.get("candidates"));
    assertThat(firstGenes(RUNS.get(0), "random")).isNotEqualTo(firstGenes(RUNS.get(0), "genetic"));
  }

  private static List<JsonNode> firstGenes(Path run, String algorithm) throws IOException {
    return lines(run.resolve("candidates.jsonl")).stream()
        .filter(line -> line.get("algorithm").asText().equals(algorithm))
        .filter(line -> line.get("generation").asInt() == 1)
        .map(line -> line.get("genes"))
        .toList();
  }

  @Test
  void eachCandidateIsWrittenDown() throws IOException {
    List<JsonNode> candidates = lines(RUNS.get(0).resolve("candidates.jsonl"));

    for (JsonNode search : searches(RUNS.get(0))) {
      List<JsonNode> mine =
          candidates.stream()
              .filter(line -> line.get("algorithm").equals(search.get("algorithm")))
              .toList();
      assertThat(mine).hasSize(search.get("candidates").asInt());
      JsonNode best = search.at("/best/0");
      assertThat(mine)
          .anySatisfy(
              line -> {
                for (String name : List.of("genes", "costs", "fitness", "validation_top5")) {
                  assertThat(line.get(name)).as(name).isEqualTo(best.get(name));
                }
              });
    }
    int distinct = (int) candidates.stream().map(line -> line.get("genes")).distinct().count();
    assertThat(searches(RUNS.get(0)).findValues("scored").stream().mapToInt(JsonNode::asInt).sum())
        .isEqualTo(distinct);
  }

  private static List<JsonNode> progress(Path run) throws IOException {
    return lines(run.resolve("progress.jsonl"));
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static List<String> events(Path run) throws IOException {
    return progress(run).stream().map(line -> line.get("event").asText()).toList();
  }

  @Test
  void scoreAndCostPrintWhatTheSearchFound() throws IOException {
    String supernet = RUNS.get(0).toString();
    for (JsonNode search : searches(RUNS.get(0))) {
      for (JsonNode best : search.get("best")) {
        String file = RUNS.get(0).resolve(best.get("file").asText()).toString();
        CommandLineRun cost = command("local[4]", "cost", "--architecture", file);
        assertThat(new ObjectMapper().readTree(cost.out())).isEqualTo(best.get("costs"));
        assertThat(best.at("/costs/macs").asInt()).isLessThanOrEqualTo(60_000);
      }
    }
    JsonNode best = searches(RUNS.get(0)).at("/0/best/0");
    CommandLineRun score =
        command(
            "local[2]",
            "score",
            "--supernet",
            supernet,
            "--architecture",
            RUNS.get(0).resolve("genetic-1.json").toString());
    assertThat(score.exit()).as(score.err()).isZero();
    JsonNode line = new ObjectMapper().readTree(score.out());
    assertThat(line.get("top1")).isEqualTo(best.get("validation_top1"));
    assertThat(line.get("top5")).isEqualTo(best.get("validation_top5"));
    assertThat(line.get("macs")).isEqualTo(best.at("/costs/macs"));
  }

  @Test
  void aSupernetOfAnotherSpaceOrOtherImagesIsRefused() {
    refusedSupernet("last_channels is 16 there and 24 here", "space.last-channels=24");
    refusedSupernet("train_sha256 is", "data.generated.noise=6");
    refusedSupernet("seed is 5 there and 6 here", "seed=6");
    refusedSupernet("validation_images is 100 there and 90 here", "data.validation-images=90");
  }

  private static void refusedSupernet(String message, String setting) {
    Path output = folder.resolve("refused");
    String supernet = RUNS.get(0).toString();
    CommandLineRun run =
        command(
            "local[4]", "search", "-D", "output=" + output, "-D", setting, "--supernet", supernet);
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("is of another supernet").contains(message);
    assertThat(output).doesNotExist();
    String genes = RUNS.get(0).resolve("genetic-1.json").toString();
    CommandLineRun score =
        command(
            "local[4]", "score", "-D", setting, "--supernet", supernet, "--architecture", genes);
    assertThat(score.exit()).as(score.err()).isEqualTo(2);
    assertThat(score.out()).isEmpty();
  }

  @Test
  void aConstraintThatNothingKeepsEndsWithThreeAndTheNearestValue() {
    CommandLineRun run =
        command(
            "local[4]",
            "search",
            "-D",
            "output=" + folder.resolve("impossible"),
            "-D",
            "search.constraints=[\"macs <= 1K\", \"parameters <= 1M\"]",
            "-D",
            "search.tries=50",
            "--supernet",
            RUNS.get(0).toString());

    assertThat(run.err())
        .containsPattern("macs <= 1K: nearest seen \\d{5}")
        .containsPattern("parameters <= 1M: kept by some \\(\\d+\\)")
        .doesNotContain("\tat org");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(folder.resolve("impossible")).doesNotExist();
  }

  @Test
  void aTrainingThatNoPathMayTakeEndsWithThreeAndTheNearestValue() {
    CommandLineRun run =
        command(
            "local[4]",
            "search",
            "-D",
            "output=" + folder.resolve("untrained"),
            "-D",
            "training.constraints=[\"macs <= 1K\"]",
            "-D",
            "training.constraint-tries=50");

    assertThat(run.err())
        .containsPattern("no path that meets 'macs <= 1K'.*macs <= 1K: nearest seen \\d{5}")
        .doesNotContain("\tat org");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(folder.resolve("untrained")).doesNotExist();
  }

  @Test
  void anOccupiedFolderIsRefusedAndUntouched() throws IOException {
    Path occupied = RUNS.get(1);
    Map<String, Integer> before = contents(occupied);

    CommandLineRun run = command("local[4]", "search", "-D", "output=" + occupied);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("output: ").contains("holds another run");
    assertThat(contents(occupied)).isEqualTo(before);
  }

  private static Map<String, Integer> contents(Path run) throws IOException {
    Map<String, Integer> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.sorted().toList()) {
        contents.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    assertThat(contents).hasSize(9);
    return contents;
  }
}
