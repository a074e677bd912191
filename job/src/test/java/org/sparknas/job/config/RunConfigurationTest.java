package org.sparknas.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.evolution.GeneticSettings;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.cost.CostSettings;
import org.sparknas.supernet.oneshot.OneShotHead;
import org.sparknas.supernet.oneshot.OneShotLayout;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.tfnas.Expansion;
import org.sparknas.supernet.tfnas.TfnasLayout;
import org.sparknas.supernet.tfnas.TfnasSettings;
import org.sparknas.supernet.tfnas.TfnasStage;

class RunConfigurationTest {
  @TempDir private Path folder;

  @Test
  void everySettingIsReadAndExplained() {
    Config reference = ConfigurationFile.reference();
    Settings settings = new Settings(reference, reference);
    RunConfiguration.read(settings, reference);
    Set<String> read = new TreeSet<>(settings.read());
    Set<String> known = new TreeSet<>();
    collect(reference.root(), "", known);

    assertThat(read).containsExactlyElementsOf(known);
  }

  private static void collect(ConfigObject section, String prefix, Set<String> leaves) {
    for (String key : section.keySet()) {
      ConfigValue value = section.get(key);
      assertThat(value.origin().comments()).as("explanation of " + prefix + key).isNotEmpty();
      if (value instanceof ConfigObject inner) {
        collect(inner, prefix + key + ".", leaves);
      } else {
        leaves.add(prefix + key);
      }
    }
  }

  @Test
  void anEmptyFileIsTheOriginalsSettings() throws IOException {
    RunConfiguration configuration = load("");

    assertThat(configuration.space().oneShot()).isEqualTo(OneShotSettings.imageNet());
    assertThat(configuration.search().genetic()).isEqualTo(GeneticSettings.original());
    assertThat(configuration.cost()).isEqualTo(CostSettings.defaults());
    assertThat(configuration.data().source()).isEqualTo(new DataSource.None());
    assertThat(configuration.data().mean()).isEmpty();
    assertThat(configuration.training().constraints()).isEmpty();
    assertThat(configuration.search().constraints()).hasSize(1);
  }

  @Test
  void dropoutFollowsSqueezeAndExcitationUnlessSet() throws IOException {
    assertThat(load("space { squeeze-excitation = false }").space().oneShot().dropout())
        .isEqualTo(0.1);
    assertThat(load("space { dropout = 0.35 }").space().oneShot().dropout()).isEqualTo(0.35);
  }

  @Test
  void readsACustomLayout() throws IOException {
    RunConfiguration configuration =
        load(
            """
            space {
              layout = custom, stage-channels = [24, 48], stage-repeats = [1, 2]
              stage-strides = [1, 2], stem-channels = 8, stem-stride = 1, last-channels = 64
              head = plain
            }
            """);

    assertThat(configuration.space().oneShot().layout())
        .isEqualTo(new OneShotLayout(List.of(24, 48), List.of(1, 2), List.of(1, 2), 8, 1, 64));
    assertThat(configuration.space().oneShot().head()).isEqualTo(OneShotHead.PLAIN);
  }

  @Test
  void readsThePublishedSpacesOfTfnas() throws IOException {
    assertThat(load("space.name = tfnas").space())
        .isEqualTo(new SpaceConfiguration.Tfnas(TfnasSettings.imageNet()));
    assertThat(
            load("space { name = tfnas, layout = MobileNetV2, squeeze-excitation = false }")
                .space())
        .isEqualTo(new SpaceConfiguration.Tfnas(TfnasSettings.mobileNetV2()));
  }

  @Test
  void readsATfnasSpaceOfOnesOwn() throws IOException {
    RunConfiguration configuration =
        load(
            """
            space {
              name = tfnas, layout = custom, stage-channels = [8, 4], stage-repeats = [2, 1]
              stage-strides = [1, 2], stem-channels = 6, stem-stride = 1, last-channels = 32
              image-size = 32, image-channels = 1, classes = 7, dropout = 0.25
              tfnas {
                first-channels = 5, activation = relu6, kernels = [7], expansions = [4]
                smallest-widths = [1.5], largest-widths = [4.5], squeezed-channels = [0.5]
              }
            }
            """);
    ActivationFunction relu6 = ActivationFunction.RELU6;

    assertThat(configuration.space())
        .isEqualTo(
            new SpaceConfiguration.Tfnas(
                new TfnasSettings(
                    new Shape(32, 32, 1),
                    7,
                    new TfnasLayout(
                        6,
                        1,
                        relu6,
                        5,
                        List.of(new TfnasStage(8, 2, 1, relu6), new TfnasStage(4, 1, 2, relu6)),
                        32,
                        relu6),
                    List.of(7),
                    List.of(new Expansion(4, 1.5, 4.5, 0.5)),
                    true,
                    0.25)));
    assertThat(configuration.training().channelWarmUp().enabled()).isFalse();
    assertThat(load(configuration.text()).space()).isEqualTo(configuration.space());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
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
  void tfnasValuesOutOfRangeAreRefused(String text, String value, String must) {
    assertThat(problems(text)).contains(value).contains(must);
  }

  @Test
  void overridesWinAndTheLastOneWins() throws IOException {
    RunConfiguration configuration =
        load(
            "search.population = 40",
            "search.population=20",
            "search.population=30",
            "output=s3a://bucket/run",
            "search.algorithms=random",
            "search.constraints=[\"macs <= 330M\", \"parameters >= 3.5M\"]");

    assertThat(configuration.search().genetic().population()).isEqualTo(30);
    assertThat(configuration.output()).contains("s3a://bucket/run");
    assertThat(configuration.search().algorithms())
        .containsExactly(SearchConfiguration.Algorithm.RANDOM);
    assertThat(configuration.search().constraints())
        .extracting(limit -> limit.text() + " = " + limit.limit())
        .containsExactly(
            "macs <= 330M = macs <= 330000000", "parameters >= 3.5M = parameters >= 3500000");
  }

  @Test
  void theResolvedTextReadsAsTheSameConfiguration() throws IOException {
    RunConfiguration configuration =
        load("space { head = plain, scales = [0.6, 1, 2] }", "seed=77", "cost.score.macs=3.5M");

    RunConfiguration again = load(configuration.text());

    assertThat(again.space()).isEqualTo(configuration.space());
    assertThat(again.seed()).isEqualTo(77);
    assertThat(again.cost()).isEqualTo(configuration.cost());
    assertThat(again.search().genetic()).isEqualTo(configuration.search().genetic());
  }

  @Test
  void includesAreFoundBesideTheFile() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "seed = 5\nsearch.population = 12");

    RunConfiguration configuration = load("include \"base.conf\"\nsearch.population = 13");

    assertThat(configuration.seed()).isEqualTo(5);
    assertThat(configuration.search().genetic().population()).isEqualTo(13);
    assertThatThrownBy(() -> load("include \"none.conf\""))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("included 'none.conf'");
  }

  @Test
  void aProblemNamesSettingValueFileLineAndWhatIsAllowed() {
    assertThat(problems("seed = 3\n\nsearch {\n  population = -3\n  retain = 2\n}"))
        .isEqualTo("search.population: -3 in " + file() + " line 4; must be at least 2");
  }

  @Test
  void aProblemOfAnOverrideSaysSo() {
    assertThat(problems("", "search.mutate=1.5"))
        .isEqualTo("search.mutate: \"1.5\" from -D; must be from 0 to 1");
  }

  @Test
  void allProblemsOfAFileAreNamedAtOnce() {
    String text =
        "search.population = 1\ntraining.epoch = 3\nspace.head = round\ndata.format = cifar\n";

    assertThat(problems(text).lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).startsWith("search.population: 1 in"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "training.epoch in %s line 2 is not known; did you mean training.epochs?"
                            .formatted(file())))
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
    assertThat(problems(given + " = 3"))
        .isEqualTo(
            "%s in %s line 1 is not known; did you mean %s?".formatted(given, file(), meant));
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
      })
  void valuesOutOfRangeAreRefused(String text, String value, String must) {
    assertThat(problems(text)).contains(value).contains(must);
  }

  @Test
  void aHeadThatNeedsSqueezeAndExcitationIsRefusedWithoutIt() {
    assertThat(problems("space { squeeze-excitation = false, head = squeeze-excitation }"))
        .isEqualTo(
            "space.head: \"squeeze-excitation\" in "
                + file()
                + " line 1; must be after-pooling or plain where space.squeeze-excitation is"
                + " false");
  }

  @Test
  void aConstraintThatNoCostAnswersToIsRefused() {
    assertThat(problems("search.constraints = [\n  \"score <= 1\"\n  \"latency <= 3\"\n]"))
        .startsWith(
            "search.constraints: \"latency <= 3\" in "
                + file()
                + " line 3; constraint 'latency <= 3': no cost is named 'latency': known are"
                + " macs,");
    assertThat(problems("training.constraints = \"macs under 3M\""))
        .startsWith(
            "training.constraints: \"macs under 3M\" in "
                + file()
                + " line 1; constraint 'macs under 3M'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"population", "=3", "a..b=3"})
  void anOverrideThatIsNoneIsRefused(String override) {
    assertThat(problems("", override)).startsWith("-D " + override + ": ");
  }

  @Test
  void aFileThatIsMissingOrNoHoconIsRefused() {
    assertThatThrownBy(() -> RunConfiguration.load(folder + "/none.conf", List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("configuration file %s/none.conf does not exist".formatted(folder));
    assertThat(problems("seed = 1\nspace {")).contains(file() + ": 2");
  }

  @Test
  void theProjectsOwnConfigurationsAreSound() {
    for (String name :
        List.of(
            "quickstart",
            "fashion-mnist",
            "cifar10",
            "oneshot-imagenet",
            "tfnas-imagenet",
            "tfnas-cifar10")) {
      Path conf = Path.of("..", "conf", name + ".conf");
      // Its table is named as seen from the project's folder.
      List<String> overrides =
          name.equals("tfnas-cifar10")
              ? List.of("cost.latency.table=../conf/tables/tfnas-cifar10.json")
              : List.of();
      RunConfiguration configuration = RunConfiguration.load(conf.toString(), overrides);
      assertThat(configuration.space().space().decisions()).as(name).isNotEmpty();
    }
  }

  private String file() {
    return folder.resolve("my.conf").toString();
  }

  private RunConfiguration load(String text, String... overrides) throws IOException {
    Files.writeString(folder.resolve("my.conf"), text);
    return RunConfiguration.load(file(), List.of(overrides));
  }

  private String problems(String text, String... overrides) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> load(text, overrides));
    assertThat(refused).as("a refusal of " + text + List.of(overrides)).isNotNull();
    return refused.getMessage();
  }
}
