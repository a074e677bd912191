package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.sparknas.supernet.tfnas.TfnasSpace;

/** What a differentiable search refuses before it starts anything. */
class DifferentiableBadInputTest {
  private static final String SMALL =
      """
      space {
        name = tfnas, layout = custom, stage-channels = [6, 8], stage-repeats = [2, 1]
        stem-channels = 6, last-channels = 12, tfnas.first-channels = 4
        image-size = 8, classes = 4
      }
      data { format = generated, generated { train-size = 120, test-size = 20 } }
      data { validation-images = 20, calibration-images = 20 }
      training { epochs = 12, batch-size = 8, learning-rate-warm-up-epochs = 0 }
      search { algorithms = [differentiable], differentiable.target-latency-ms = 9 }
      """;

  @TempDir private Path folder;
  private Path conf;
  private Path output;

  @BeforeEach
  void writeAConfigurationAndItsTable() throws IOException {
    conf = Files.writeString(folder.resolve("my.conf"), SMALL);
    output = folder.resolve("run");
    TfnasSpace space =
        (TfnasSpace) RunConfiguration.load(conf.toString(), List.of()).space().space();
    Path table = Files.writeString(folder.resolve("table.json"), StraightTable.json(space));
    Files.writeString(conf, SMALL + "cost.latency.table = \"" + table + "\"\n");
  }

  private CommandLineRun search(String... options) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("search", conf.toString(), "-D", "output=" + output), Stream.of(options))
            .toArray(String[]::new));
  }

  private void assertRefused(CommandLineRun run, String message) {
    assertThat(run.err()).contains(message);
    assertThat(run.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.out()).isEmpty();
    assertThat(output).doesNotExist();
  }

  /** Else every refusal below could be for another reason. */
  @Test
  void withoutAnyFaultTheConfigurationIsGood() {
    CommandLineRun run = search("--dry-run");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search.differentiable.target-latency-ms=99 | search.differentiable.target-latency-ms:"
            + " 99 from -D; must be from 3.500 to 17.000 ms, which is what networks of this"
            + " space reach",
        "search.differentiable.target-latency-ms=-1 | search.differentiable.target-latency-ms:"
            + " -1 from -D; must be more than 0",
        "search.algorithms=[genetic,differentiable] | must be at least one algorithm, each once,"
            + " and differentiable alone",
        "search.differentiable.warm-up-epochs=12 | search.differentiable.warm-up-epochs: 12"
            + " from -D; must be below training.epochs (12)",
        "search.differentiable.second-path=both | must be one of none, gumbel, min, max, random",
        "search.differentiable.depth=skip | must be one of sink-connecting, skip-in-candidates,"
            + " skip-out-of-candidates",
        "search.differentiable.temperature-factor=1.5 | search.differentiable.temperature-factor:"
            + " \"1.5\" from -D; must be at most 1",
        "training.paths=per-worker | training.paths: \"per-worker\" from -D; must be shared for a"
            + " differentiable search",
        "training.gradient-clip=0 | training.gradient-clip: 0 from -D; must be more than 0, or"
            + " none",
        "search.differentiable.architecture.gradient-clip=0 |"
            + " search.differentiable.architecture.gradient-clip: 0 from -D; must be more than 0,"
            + " or none",
        "search.constraints=[\"macs <= 3M\"] | must be left out for a differentiable search",
        "training.batch-size=21 | training.batch-size: 21 from -D; must be at most 20: 20"
            + " training images for architecture parameters"
            + " (search.differentiable.architecture-share) for 1 workers (training.workers)",
      })
  void aBadSetting(String override, String message) {
    assertRefused(search("-D", override), message);
  }

  @Test
  void aMissingTargetAndAMissingTableAreNamedTogether() throws IOException {
    Files.writeString(conf, SMALL.replace("differentiable.target-latency-ms = 9", "seed = 2"));

    CommandLineRun run = search();

    assertRefused(run, "cost.latency.table: not set; a differentiable search needs it");
    assertRefused(
        run, "search.differentiable.target-latency-ms: not set; a differentiable search needs it");
  }

  @Test
  void anotherRunsSupernet() {
    assertRefused(
        search("--supernet", folder.toString()),
        "--supernet: " + folder + "; must be left out, because search.algorithms: ");
  }

  @Test
  void aSpaceOfAnotherSystem() throws IOException {
    Files.writeString(conf, "search { algorithms = [differentiable] }\n");

    assertRefused(search(), "must be tfnas for a differentiable search");
  }
}
