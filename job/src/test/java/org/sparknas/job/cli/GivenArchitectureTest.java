package org.sparknas.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.supernet.architecture.ArchitectureFile;
import org.sparknas.supernet.cost.CostRange;
import org.sparknas.supernet.cost.CostSettings;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

/** What {@code --architecture} takes, in the published space of OneShot. */
class GivenArchitectureTest {
  private static final OneShotSpace SPACE = new OneShotSpace(OneShotSettings.imageNet());

  @TempDir private Path folder;
  private String conf;

  @BeforeEach
  void writeAConfiguration() throws IOException {
    conf = Files.writeString(folder.resolve("imagenet.conf"), "").toString();
  }

  private CommandLineRun cost(String architecture) {
    return CommandLineRun.of("cost", conf, "--architecture", architecture);
  }

  private JsonNode costs(String architecture) throws IOException {
    CommandLineRun run = cost(architecture);
    assertThat(run.exit()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void theSmallestAndTheLargestHaveTheFewestAndTheMostMacs() throws IOException {
    CostRange range = Costs.counted(CostSettings.defaults()).range("macs", SPACE);

    assertThat(costs("smallest").path("macs").asDouble()).isEqualTo(range.least());
    assertThat(costs("largest").path("macs").asDouble()).isEqualTo(range.greatest());
  }

  @Test
  void aSeedAlwaysDrawsTheSameAndAnotherSeedAnother() throws IOException {
    assertThat(costs("random:7")).isEqualTo(costs("random:7"));
    assertThat(costs("random:7")).isNotEqualTo(costs("random:8"));
    assertThat(costs("random:-1")).isNotEqualTo(costs("random:1"));
  }

  @Test
  void aPublishedOneHasItsPublishedCounts() throws IOException {
    assertThat(costs("OneShot-S+").path("macs").asInt()).isEqualTo(291_475_944);
    assertThat(costs("OneShot+").path("macs").asInt()).isEqualTo(297_058_024);
  }

  @Test
  void aFileOfThatNameIsReadWhereAFolderStandsBeforeIt() throws IOException {
    Path file = folder.resolve("smallest");
    Files.writeString(file, ArchitectureFile.write(SPACE.published().get("OneShot-S+")));

    assertThat(costs(file.toString())).isEqualTo(costs("OneShot-S+"));
  }

  @Test
  void aFileMayBeginWithAByteOrderMark() throws IOException {
    Path file = folder.resolve("marked.json");
    Files.writeString(file, "\uFEFF" + ArchitectureFile.write(SPACE.published().get("OneShot-S+")));

    assertThat(costs(file.toString())).isEqualTo(costs("OneShot-S+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TF-NAS-A", "oneshot-s+", "Smallest", "a.json"})
  void whatIsNeitherAFileNorANameIsRefusedWithTheNamesThatThereAre(String given) {
    CommandLineRun run = cost(given);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "--architecture "
                + given
                + ": must be an architecture's file, and there is none, or one of smallest,"
                + " largest, random:SEED, OneShot+, OneShot-S+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"random:", "random:x", "random:1.5", "random:99999999999999999999"})
  void aSeedThatIsNoWholeNumberIsRefused(String given) {
    CommandLineRun run = cost(given);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(given + ": must be random: and a whole number, as in random:7");
  }
}
