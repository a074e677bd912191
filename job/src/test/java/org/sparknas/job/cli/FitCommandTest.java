package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.tfnas.TfnasSpace;

/** On a space of three blocks, where a channel takes an eighth of a millisecond. */
class FitCommandTest {
  private static final String SMALL =
      """
      space {
        name = tfnas, layout = custom, stage-channels = [6, 10], stage-repeats = [2, 1]
        stem-channels = 8, last-channels = 16, tfnas.first-channels = 4
        image-size = 16, classes = 10
      }
      """;

  @TempDir private Path folder;
  private String conf;
  private String table;
  private TfnasSpace space;

  @BeforeEach
  void writeAConfigurationAndItsTable() throws IOException {
    conf = file("my.conf", SMALL);
    space = (TfnasSpace) RunConfiguration.load(conf, List.of()).space().space();
    table = file("table.json", StraightTable.json(space));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** Operation k3e6 everywhere: widths 24, 36, 36, of 16 to 32 and twice 24 to 48. */
  private String architecture() throws IOException {
    return file("a.json", ArchitectureFile.write(space.uniform(1)));
  }

  private CommandLineRun fit(String target, String... more) throws IOException {
    List<String> arguments =
        Stream.concat(
                Stream.of("fit", conf, "--architecture", architecture(), "--target", target),
                Stream.concat(Stream.of("--latency-table", table), Stream.of(more)))
            .toList();
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void printsTheWayToTheTargetAndTheArchitectureThere() throws IOException {
    CommandLineRun run = fit("11");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("target_ms").doubleValue()).isEqualTo(11);
    assertThat(json.path("target_met").booleanValue()).isTrue();
    assertThat(json.path("device").textValue()).isEqualTo("an abacus");
    assertThat(json.path("batch").intValue()).isEqualTo(4);
    assertThat(json.path("passes").findValuesAsText("stages"))
        .containsExactly("before", "1-2", "2-2");
    // 1 ms for what is not searched and 1/8 ms for each of 96, 76 and 80 channels.
    assertThat(json.path("passes").findValuesAsText("latency_ms"))
        .containsExactly("13.0", "10.5", "11.0");
    assertThat(json.path("latency_ms").doubleValue()).isEqualTo(11);
    Architecture fitted = ArchitectureFile.fromJson(json.path("architecture"), space);
    assertThat(space.operations(fitted)).containsOnly(1);
    assertThat(space.widths(fitted)).containsExactly(20, 28, 32);
  }

  @Test
  void whatFitPrintsHasTheLatencyThatCostSays() throws IOException {
    JsonNode fitted = new ObjectMapper().readTree(fit("11").out());
    String architecture = file("fitted.json", fitted.path("architecture").toString());

    CommandLineRun cost =
        CommandLineRun.of(
            "cost", conf, "--architecture", architecture, "-D", "cost.latency.table=" + table);

    assertThat(cost.exit()).isZero();
    JsonNode costs = new ObjectMapper().readTree(cost.out());
    assertThat(costs.path("latency_ms").doubleValue())
        .isEqualTo(fitted.path("latency_ms").doubleValue());
    assertThat(costs.has("macs")).isTrue();
  }

  @Test
  void whatFitPrintsIsAnArchitectureForEveryCommand() throws IOException {
    String printed = file("fitted.json", fit("11").out());

    CommandLineRun cost = CommandLineRun.of("cost", conf, "--architecture", printed);
    CommandLineRun again =
        CommandLineRun.of(
            "fit", conf, "--architecture", printed, "--target", "11", "--latency-table", table);

    assertThat(cost.err()).isEmpty();
    assertThat(cost.exit()).isZero();
    assertThat(again.exit()).isZero();
    assertThat(new ObjectMapper().readTree(again.out()).at("/passes/0/latency_ms").asDouble())
        .isEqualTo(11);
  }

  @Test
  void aTableWhoseTimesFallIsWarnedOfOnceByEveryCommand() throws IOException {
    String key = space.searchedBlocks().get(0).latencyKey(0);
    String text = Files.readString(Path.of(table));
    String falling = text.replace("\"" + key + "\":[[1,0.125]", "\"" + key + "\":[[1,40]");
    assertThat(falling).isNotEqualTo(text);
    table = file("falling.json", falling);
    // Operations of expansion 3 may have 8 to 16 channels, of expansion 6 16 to 32.
    String warning =
        "warning: cost.latency.table: \"%s\" from -D; times fall where the width grows"
            .formatted(table);

    CommandLineRun fit = fit("11");
    CommandLineRun described =
        CommandLineRun.of("describe", conf, "-D", "cost.latency.table=" + table);

    for (CommandLineRun run : List.of(fit, described)) {
      assertThat(run.err()).hasLineCount(1).startsWith(warning).contains("'" + key + "' from ");
      assertThat(run.err()).containsPattern("ms at width 8 to [0-9.]+ ms at 32");
      assertThat(run.out()).isNotEmpty().doesNotContain("warning");
    }
  }

  @Test
  void aTableMayBeginWithAByteOrderMark() throws IOException {
    table = file("marked.json", "\uFEFF" + Files.readString(Path.of(table)));

    assertThat(fit("11").exit()).isZero();
  }

  @Test
  void aTableWithAKeyTwiceIsRefusedWithItsPlace() throws IOException {
    table = file("twice.json", Files.readString(Path.of(table)).replace("\"batch\"", "\"unit\""));

    CommandLineRun run = fit("11");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("twice.json\" from -D; must be", "Duplicate field 'unit' in line 1 column ");
  }

  @Test
  void anArchitectureThatCannotReachTheTargetEndsWithThree() throws IOException {
    CommandLineRun run = fit("8");

    assertThat(run.exit()).isEqualTo(3);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("target_met").booleanValue()).isFalse();
    assertThat(json.path("architecture").path("decisions").path("stage1.block1.width").asText())
        .isEqualTo("16");
  }

  @ParameterizedTest
  @CsvSource({"3.4", "17.1", "NaN", "-1"})
  void aTargetThatNoNetworkOfTheSpaceReachesIsRefusedWithTheRange(String target)
      throws IOException {
    CommandLineRun run = fit(target);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "--target " + Double.valueOf(target),
            "must be from 3.500 to 17.000 ms, which is what networks of this space reach");
  }

  @Test
  void aTableThatLacksKeysIsRefusedWithAllOfThem() throws IOException {
    CommandLineRun run = fit("11", "-D", "space.tfnas.kernels=[3, 7]");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "cost.latency.table: \"" + table + "\" from -D",
            "the table lacks ",
            "MBInvertedResBlock_8_4_0_6_k7_s2_relu",
            "MBInvertedResBlock_4_6_12_10_k7_s2_swish")
        .doesNotContain("_k3_");
  }

  @Test
  void aTableThatNamesNoDeviceIsRefusedUnlessTheConfigurationDoes() throws IOException {
    String text = Files.readString(Path.of(table));
    table = file("anonymous.json", text.replace("\"device\":\"an abacus\",", ""));

    CommandLineRun refused = fit("11");
    CommandLineRun named = fit("11", "-D", "cost.latency.device=a slide rule");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "device is missing: the name of the device that was measured",
            "cost.latency.device and cost.latency.batch may stand for");
    assertThat(named.exit()).isZero();
    assertThat(named.out()).contains("\"device\":\"a slide rule\"");
  }

  @Test
  void aMissingTableAndAMissingSettingAreRefused() throws IOException {
    String architecture = architecture();

    CommandLineRun missing =
        CommandLineRun.of(
            "fit",
            conf,
            "--architecture",
            architecture,
            "--target",
            "9",
            "--latency-table",
            folder + "/none.json");
    CommandLineRun unset =
        CommandLineRun.of("fit", conf, "--architecture", architecture, "--target", "9");

    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err())
        .contains("/none.json\" from -D; must be a latency table, and there is none");
    assertThat(unset.exit()).isEqualTo(2);
    assertThat(unset.err()).contains("cost.latency.table: not set; fit needs a latency table");
  }

  @Test
  void anArchitectureOfAnotherSpaceIsRefused() throws IOException {
    CommandLineRun run = fit("11", "-D", "space.classes=100");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "the architecture is of another space 'tfnas': classes is 10 in the file and 100");
  }

  @Test
  void aTableIsRefusedWhereTheSpaceHasNoKeys() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("describe", file("o.conf", ""), "-D", "cost.latency.table=" + table);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("from -D; must be left out unless space.name is tfnas");
  }

  @Test
  void describeAndConstraintsKnowTheLatency() throws IOException {
    CommandLineRun described =
        CommandLineRun.of(
            "describe",
            conf,
            "-D",
            "cost.latency.table=" + table,
            "-D",
            "search.constraints=[\"latency_ms <= 11\"]");
    CommandLineRun unknown =
        CommandLineRun.of("describe", conf, "-D", "search.constraints=[\"latency_ms <= 11\"]");

    assertThat(described.err()).isEmpty();
    assertThat(described.exit()).isZero();
    assertThat(described.out())
        .containsPattern("stage1.block1.operation +k3e3, k3e6, k5e3, k5e6, k3e3se")
        .containsPattern("stage1.block1.width +from 8 to 32\n")
        .containsPattern("stage1.depth +1, 2\n")
        .containsPattern("\nlatency_ms +3\\.5 +17\\.?0*\n");
    assertThat(unknown.err()).contains("no cost is named 'latency_ms'");
  }

  @Test
  void genesOfBlocksAndChannelsAreRefused() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("cost", conf, "--genes", file("genes.csv", "blocks,channels\n"));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("the space 'tfnas' decides more");
  }
}
