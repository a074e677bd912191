package org.sparknas.job.differentiable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.job.cli.CommandLineRun;
import org.sparknas.job.cli.StraightTable;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.store.RunFolder;
import org.sparknas.job.store.SupernetFile;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.Supernet;
import org.sparknas.supernet.tfnas.TfnasOperation;
import org.sparknas.supernet.tfnas.TfnasSpace;
import org.sparknas.supernet.tfnas.TrainedWidths;

/** Whole differentiable searches from the command line, on images that the program draws. */
@Tag("training")
class DifferentiableSearchIT {
  /**
   * Milliseconds. Whatever operations are derived, their smallest widths take at most 12: one for
   * what is not searched, and an eighth for each of 16, 24, 24 and 24 channels. It is no multiple
   * of an eighth, which rounding might pass.
   */
  private static final double TARGET = 12.6;

  /** Three blocks in a stage: of two, a sink and skipping out of the candidates are the same. */
  private static final String CONFIGURATION =
      """
      seed = 5
      space {
        name = tfnas, layout = custom, stage-channels = [6, 8], stage-repeats = [3, 1]
        stage-strides = [2, 1], stem-channels = 6, stem-stride = 1, last-channels = 12
        tfnas.first-channels = 4, image-size = 8, classes = 4
      }
      data {
        format = generated, generated { train-size = 420, test-size = 80, noise = 5 }
        validation-images = 100, calibration-images = 60
      }
      training {
        epochs = 3, workers = 4, batch-size = 8, averaging-frequency = 3, learning-rate = 0.05
        learning-rate-warm-up-epochs = 0, learning-rate-changes = each-epoch, nesterov = false
        decay-biases = true, norm-parameters = false, gradient-clip = 5
      }
      scoring { batch-size = 16, partitions = 4 }
      search {
        algorithms = [differentiable]
        differentiable { warm-up-epochs = 1, target-latency-ms = %s }
      }
      """
          .formatted(TARGET);

  private static final int REPEATS = 3;
  private static final int BLOCKS = 4;
  private static final Map<String, String> SPARK =
      Map.of("spark.ui.enabled", "false", "spark.driver.host", "127.0.0.1");

  @TempDir private static Path folder;
  private static final List<Path> RUNS = new ArrayList<>();

  @BeforeAll
  static void runTheSameSearchThreeTimes() throws IOException {
    SPARK.forEach(System::setProperty);
    String conf = Files.writeString(folder.resolve("space.conf"), CONFIGURATION).toString();
    TfnasSpace space =
        (TfnasSpace)
            RunConfiguration.load(conf, List.of("search.algorithms=genetic")).space().space();
    Path table = Files.writeString(folder.resolve("table.json"), StraightTable.json(space));
    Files.writeString(
        folder.resolve("my.conf"), CONFIGURATION + "cost.latency.table = \"" + table + "\"\n");
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      RUNS.add(searched("run" + repeat));
    }
  }

  @AfterAll
  static void forgetSpark() {
    SPARK.keySet().forEach(System::clearProperty);
    System.clearProperty("spark.master");
  }

  private static CommandLineRun command(String command, String... options) {
    System.setProperty("spark.master", "local[4]");
    return CommandLineRun.of(
        Stream.concat(Stream.of(command, folder.resolve("my.conf").toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private static Path searched(String name, String... overrides) {
    Path run = folder.resolve(name);
    List<String> options = new ArrayList<>(List.of("-D", "output=" + run));
    Stream.of(overrides).forEach(each -> options.addAll(List.of("-D", each)));
    CommandLineRun ended = command("search", options.toArray(String[]::new));
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("differentiable search: 3 epochs").contains(run.toString());
    return run;
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static ObjectNode withoutTimings(Path run) throws IOException {
    ObjectNode result = (ObjectNode) json(run.resolve("result.json"));
    assertThat(result.remove("timings_seconds")).isNotEmpty();
    return result;
  }

  private static List<JsonNode> epochs(Path run) throws IOException {
    List<JsonNode> epochs = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("progress.jsonl"))) {
      epochs.add(new ObjectMapper().readTree(line));
    }
    return epochs;
  }

  @Test
  void runsOfOneSeedLeaveTheSameResult() throws IOException {
    Path first = RUNS.get(0);
    for (Path other : RUNS.subList(1, REPEATS)) {
      assertThat(withoutTimings(other)).isEqualTo(withoutTimings(first));
      assertThat(other.resolve("supernet.bin"))
          .hasSameBinaryContentAs(first.resolve("supernet.bin"));
    }
  }

  @Test
  void theDerivedArchitectureMeetsItsTargetAndIsWhatItsFileSays() throws IOException {
    Path run = RUNS.get(0);
    JsonNode best = json(run.resolve("result.json")).at("/searches/0/best/0");

    assertThat(best.at("/costs/latency_ms").asDouble()).isLessThanOrEqualTo(TARGET);
    assertThat(best.at("/decisions"))
        .isEqualTo(json(run.resolve("differentiable-1.json")).get("decisions"));
    CommandLineRun cost =
        command("cost", "--architecture", run.resolve("differentiable-1.json").toString());
    assertThat(new ObjectMapper().readTree(cost.out()).at("/latency_ms"))
        .isEqualTo(best.at("/costs/latency_ms"));
  }

  @Test
  void theDerivedArchitectureScoresTheSameOnItsOwnSupernet() throws IOException {
    Path run = RUNS.get(0);

    CommandLineRun score =
        command(
            "score",
            "--supernet",
            run.toString(),
            "--architecture",
            run.resolve("differentiable-1.json").toString());

    assertThat(score.exit()).as(score.err()).isZero();
    assertThat(new ObjectMapper().readTree(score.out()).get("top1").asDouble())
        .isEqualTo(
            json(run.resolve("result.json")).at("/searches/0/best/0/validation_top1").asDouble());
  }

  private static SupernetFile supernet(Path run) throws IOException {
    return SupernetFile.read(RunFolder.of(run.toString()).supernet());
  }

  /** Column by column, the filters of an operation's depthwise convolution. */
  private static List<List<Float>> filters(
      float[] values, ParameterLayout layout, String operation) {
    ParameterLayout.Slot slot = layout.slot(operation + ".depthwise.weight");
    int channels = slot.shape().columns();
    return IntStream.range(0, channels)
        .mapToObj(
            channel ->
                IntStream.range(0, slot.shape().rows())
                    .mapToObj(tap -> values[slot.offset() + tap * channels + channel])
                    .toList())
        .toList();
  }

  /** A filter that no step moved is one of the first ones, wherever it stands now. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void itsWidthsAreTrainedUpToTheFirstChannelThatNoStepMoved(String scaling) throws IOException {
    Path run =
        scaling.equals("true")
            ? RUNS.get(0)
            : searched("unscaled", "search.differentiable.elasticity-scaling=false");
    RunConfiguration configuration =
        RunConfiguration.load(folder.resolve("my.conf").toString(), List.of());
    Supernet supernet = new Supernet(configuration.space().space());
    float[] first =
        supernet.initialValues(configuration.space().initialization(), configuration.seed());
    SupernetFile file = supernet(run);
    TrainedWidths widths = file.header().trainedWidths().orElseThrow();

    assertThat(widths.trained()).hasSizeGreaterThan(BLOCKS);
    widths
        .trained()
        .forEach(
            (operation, range) -> {
              List<List<Float>> unmoved = filters(first, supernet.layout(), operation);
              List<List<Float>> now = filters(file.values(), supernet.layout(), operation);
              assertThat(now.subList(0, range.widest()))
                  .as(operation)
                  .doesNotContainAnyElementsOf(unmoved);
              if (scaling.equals("false")) {
                assertThat(range.narrowest()).as(operation).isEqualTo(range.widest());
                assertThat(unmoved)
                    .as(operation)
                    .containsAll(now.subList(range.widest(), now.size()));
              }
            });
  }

  @Test
  void aWidthBeyondThoseThatItWentThroughIsNotScored() throws IOException {
    Path run = RUNS.get(0);
    ObjectNode architecture = (ObjectNode) json(run.resolve("differentiable-1.json"));
    ObjectNode decisions = (ObjectNode) architecture.get("decisions");
    TfnasSpace space =
        (TfnasSpace)
            RunConfiguration.load(folder.resolve("my.conf").toString(), List.of()).space().space();
    int operation =
        space.tfnasSettings().operations().stream()
            .map(TfnasOperation::value)
            .toList()
            .indexOf(decisions.get("stage1.block1.operation").asText());
    decisions.put(
        "stage1.block1.width",
        String.valueOf(space.searchedBlocks().get(0).largestWidth(operation)));
    Path wide = Files.writeString(folder.resolve("wide.json"), architecture.toString());

    CommandLineRun score =
        command("score", "--supernet", run.toString(), "--architecture", wide.toString());

    assertThat(score.exit()).isEqualTo(2);
    assertThat(score.err())
        .contains("was trained on ")
        .contains(" of stage1.block1." + decisions.get("stage1.block1.operation").asText());
  }

  @Test
  void everyEpochSaysWhatWasDerived() throws IOException {
    List<JsonNode> epochs = epochs(RUNS.get(0));

    assertThat(epochs).hasSize(3);
    assertThat(epochs.get(0).has("operations")).as("before the architecture trains").isFalse();
    for (int epoch = 1; epoch < 3; epoch++) {
      JsonNode notes = epochs.get(epoch);
      int depth = notes.at("/depths/0").asInt() + 1;
      assertThat(notes.at("/operations")).hasSize(depth);
      assertThat(notes.at("/widths")).hasSize(depth);
      assertThat(notes.at("/entropies")).hasSize(BLOCKS);
      // A channel takes an eighth of a millisecond.
      double latency = 1;
      for (JsonNode width : notes.at("/widths")) {
        latency += width.asDouble() / 8;
      }
      assertThat(notes.at("/table_latency_ms").asDouble()).isCloseTo(latency, within(1e-9));
      assertThat(notes.at("/architecture_loss").asDouble())
          .isGreaterThan(notes.at("/architecture_cross_entropy").asDouble());
      int derived = 0;
      for (JsonNode count : notes.at("/times_derived")) {
        derived += count.asInt();
      }
      assertThat(derived).isGreaterThanOrEqualTo(2 * epoch);
    }
    assertThat(epochs.get(2).at("/temperature").asDouble()).isCloseTo(5 * 0.96, within(1e-12));
  }

  private static JsonNode lastNotes(Path run) throws IOException {
    ObjectNode notes = (ObjectNode) epochs(run).get(2);
    notes.remove("seconds");
    return notes;
  }

  @Test
  void itsSupernetIsNotSearchedByGenes() {
    CommandLineRun search =
        command(
            "search",
            "-D",
            "search.algorithms=[genetic]",
            "-D",
            "output=" + folder.resolve("genes"),
            "--supernet",
            RUNS.get(0).toString());

    assertThat(search.exit()).isEqualTo(2);
    assertThat(search.err()).contains("a differentiable search trained this one");
  }

  /** Each alternative of the paper, from configuration alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "second-path=none",
        "second-path=gumbel",
        "second-path=min",
        "second-path=max",
        "depth=skip-in-candidates",
        "depth=skip-out-of-candidates",
        "latency-loss=fbnet",
        "latency-loss=proxyless-nas",
        "elasticity-scaling=false",
        "reset-optimizers=false"
      })
  void alternativesLeadElsewhere(String alternative) throws IOException {
    Path run = searched(alternative, "search.differentiable." + alternative);

    assertThat(run.resolve("supernet.bin")).exists();
    assertThat(lastNotes(run)).isNotEqualTo(lastNotes(RUNS.get(0)));
    // So short a training learns nothing: the loss is ln 4 = 1.39, within 0.02 over three seeds.
    assertThat(epochs(run).get(2).at("/loss").asDouble()).isBetween(0.5, 2.5);
  }
}
