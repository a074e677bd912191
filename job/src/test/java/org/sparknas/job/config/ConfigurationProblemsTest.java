package org.sparknas.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are told of settings that cannot be. */
class ConfigurationProblemsTest {
  private final WrittenConfiguration file;

  ConfigurationProblemsTest(@TempDir Path folder) {
    file = new WrittenConfiguration(folder);
  }

  @Test
  void aProblemNamesSettingValueFileLineAndWhatIsAllowed() {
    assertThat(file.problems("seed = 3\n\nsearch {\n  population = -3\n  retain = 2\n}"))
        .isEqualTo("search.population: -3 in " + file.path() + " line 4; must be at least 2");
  }

  @Test
  void aProblemOfAnOverrideSaysSo() {
    assertThat(file.problems("", "search.mutate=1.5"))
        .isEqualTo("search.mutate: \"1.5\" from -D; must be from 0 to 1");
  }

  @Test
  void allProblemsOfAFileAreNamedAtOnce() {
    String text =
        "search.population = 1\ntraining.epoch = 3\nspace.head = round\ndata.format = cifar\n";

    assertThat(file.problems(text).lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("search.population: 1 in"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "training.epoch in %s line 2 is not known; did you mean training.epochs?"
                            .formatted(file.path())))
        .anySatisfy(
            line ->
                assertThat(line)
                    .endsWith("must be one of after-pooling, squeeze-excitation, plain"))
        .anySatisfy(
            line -> assertThat(line).endsWith("must be one of none, generated, cifar10, idx"));
  }

  @ParameterizedTest
  @CsvSource({
    "population, search.population",
    "search.populaton, search.population",
    "space.squeeze_excitation, space.squeeze-excitation",
    "training.channel-warm-up.start-epochs, training.channel-warm-up.start-epoch"
  })
  void anUnknownSettingIsAnsweredWithTheNearestKnownOne(String given, String meant) {
    assertThat(file.problems(given + " = 3"))
        .isEqualTo(
            "%s in %s line 1 is not known; did you mean %s?".formatted(given, file.path(), meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed = 1.5 | seed: 1.5 | must be a whole number",
        "search.population = many | search.population: \"many\" | must be a whole number",
        "training.learning-rate = 0 | training.learning-rate: 0 | must be more than 0",
        "training.momentum = 1 | training.momentum: 1 | must be at least 0 and below 1",
        "training.learning-rate = NaN | training.learning-rate: \"NaN\" | must be a number",
        "training.paths = own | training.paths: \"own\" | must be one of shared, per-worker",
        "training.learning-rate-warm-up-epochs = 120 | 120 in | below training.epochs (120)",
        "space.scales = [1.0, 0.5] | space.scales: [1,0.5] | above 0 and rising",
        "space.scales = [] | space.scales: [] | at least one number",
        "space.dropout = 1 | space.dropout: 1 | at least 0 and below 1, or original",
        "space.squeeze-excitation = maybe | \"maybe\" | must be true or false",
        "space.stage-channels = [24] | [24] in | left out unless space.layout is custom",
        "space.layout = custom | space.stage-channels: not set | even numbers that grow",
        "space = 3 | space: 3 in | must be a section with settings: classes,",
        "search.population { a = 1 } | search.population: {\"a\":1} | must be a whole number",
        "search.algorithms = [] | search.algorithms: [] | at least one algorithm, each once",
        "search.algorithms = [genetic, annealing] | annealing | one of genetic, random",
        "search.balanced.cost = flops | \"flops\" | must be one of macs, parameters, score",
        "data.format = cifar10 | data.cifar10.train: [] by default | at least one file",
        "data.format = idx | data.idx.test-labels: not set | must be a file in IDX layout",
        "data.normalisation.mean = [0.5] | [0.5] | must be measured, or 3 numbers",
        "data.validation-images = 0 | data.validation-images: 0 | must be at least 1",
        "cost.micronet.clip-mults = 3 | cost.micronet.clip-mults: 3 | must be from 1 to 2",
        "training.channel-warm-up.lowest-scales = [0.5, 1] | [0.5,1] | none rising",
        "search.population = null | search.population: not set | must be a whole number",
        "search.top-k = 99999999999 | 99999999999 | must be at least 1",
        "space.name = darts | space.name: \"darts\" | must be one of oneshot, tfnas",
        "space { name = tfnas, scales = [1, 2] } | space.scales: [1,2] | left out where space.name",
        "space.tfnas.kernels = [3] | space.tfnas.kernels: [3] | left out where space.name is oneshot",
        "space { name = tfnas, layout = OneShot } | \"OneShot\" | TF-NAS, MobileNetV2, custom",
        "space { name = tfnas, stage-channels = [2] } | [2] | left out unless space.layout is custom",
        "space { name = tfnas, tfnas.kernels = [4] } | kernels: [4] | odd, from 1 to 31",
        "space { name = tfnas, tfnas.expansions = [3, 3] } | expansions: [3,3] | all different",
        "space { name = tfnas, tfnas.expansions = [4] } | smallest-widths: [2,4] by default | [4]",
        "space { name = tfnas, tfnas.smallest-widths = [1, 4] } | [1,4] | above 1 and no more",
        "space { name = tfnas, tfnas.largest-widths = [2, 8] } | [2,8] | no less than the expansion",
        "space { name = tfnas, tfnas.squeezed-channels = [0, 2] } | [0,2] | above 0",
        "space { name = tfnas, tfnas.activation = tanh } | \"tanh\" | relu, relu6, swish, hard-swish",
        "space { name = tfnas, tfnas.first-channels = 8 } | 8 in | 16 unless space.layout is custom",
        "space { name = tfnas, layout = custom } | space.stage-channels: not set | at least one",
        "cost.latency.batch = 0 | cost.latency.batch: 0 | must be at least 1",
      })
  void valuesOutOfRangeAreRefused(String text, String value, String must) {
    assertThat(file.problems(text)).contains(value).contains(must);
  }

  @Test
  void aConstraintThatNoCostAnswersToIsRefused() {
    assertThat(file.problems("search.constraints = [\n  \"score <= 1\"\n  \"latency <= 3\"\n]"))
        .startsWith(
            "search.constraints: \"latency <= 3\" in "
                + file.path()
                + " line 3; constraint 'latency <= 3': no cost is named 'latency': known are"
                + " macs,");
    assertThat(file.problems("training.constraints = \"macs under 3M\""))
        .startsWith(
            "training.constraints: \"macs under 3M\" in "
                + file.path()
                + " line 1; constraint 'macs under 3M'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"population", "=3", "a..b=3"})
  void anOverrideThatIsNoneIsRefused(String override) {
    assertThat(file.problems("", override)).startsWith("-D " + override + ": ");
  }

  @ParameterizedTest
  @CsvSource({"6, 6, 0.1, 0.0", "6, 5, 0, 1.0", "50, 10, 1, 0.0", "50, 10, 0.98, 0.8"})
  void aGeneticSearchThatBringsNextToNoChildrenIsRefused(
      int population, int retain, double randomSelect, String children) throws IOException {
    String text =
        "search { population = %d, retain = %d, random-select = %s"
            .formatted(population, retain, randomSelect);

    assertThat(file.problems(text + " }"))
        .isEqualTo(
            ("search.population in %1$s line 1 (%2$d), search.retain in %1$s line 1 (%3$d) and"
                    + " search.random-select in %1$s line 1 (%4$s) leave room for %5$s children a"
                    + " generation; must be at least 2, rounded")
                .formatted(file.path(), population, retain, randomSelect, children));
    // One generation is what was asked for.
    assertThat(file.load(text + ", iterations = 1 }").search().genetic().iterations()).isEqualTo(1);
  }

  @Test
  void aGeneticSearchWithRoomForTwoChildrenIsTaken() throws IOException {
    assertThat(file.load("search { population = 4, retain = 2 }").search().genetic().retain())
        .isEqualTo(2);
  }

  @Test
  void aFileThatIsMissingOrNoHoconIsRefused() {
    assertThatThrownBy(() -> RunConfiguration.load(file.folder() + "/none.conf", List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("configuration file %s/none.conf does not exist".formatted(file.folder()));
    assertThat(file.problems("seed = 1\nspace {")).contains(file.path() + ": 2");
  }
}
