package org.sparknas.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparknas.evolution.GeneticSettings;
import org.sparknas.supernet.cost.CostSettings;
import org.sparknas.supernet.oneshot.OneShotSettings;

class RunConfigurationTest {
  private final WrittenConfiguration file;

  RunConfigurationTest(@TempDir Path folder) {
    file = new WrittenConfiguration(folder);
  }

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
    RunConfiguration configuration = file.load("");

    assertThat(configuration.space())
        .isEqualTo(new SpaceConfiguration.OneShot(OneShotSettings.imageNet()));
    assertThat(configuration.search().genetic()).isEqualTo(GeneticSettings.original());
    assertThat(configuration.cost()).isEqualTo(CostSettings.defaults());
    assertThat(configuration.data().source()).isEqualTo(new DataSource.None());
    assertThat(configuration.data().mean()).isEmpty();
    assertThat(configuration.training().constraints()).isEmpty();
    assertThat(configuration.search().constraints()).hasSize(1);
  }

  @Test
  void aFileMayBeginWithAByteOrderMark() throws IOException {
    assertThat(file.load("\uFEFFseed = 7\n").seed()).isEqualTo(7);
  }

  @Test
  void overridesWinAndTheLastOneWins() throws IOException {
    RunConfiguration configuration =
        file.load(
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

  /** The random search takes over how many candidates the genetic search scored. */
  @Test
  void theGeneticSearchRunsBeforeTheRandomOneHoweverTheyAreListed() throws IOException {
    assertThat(file.load("search.algorithms=[random, genetic]").search().algorithms())
        .containsExactly(
            SearchConfiguration.Algorithm.GENETIC, SearchConfiguration.Algorithm.RANDOM);
  }

  @Test
  void theResolvedTextReadsAsTheSameConfiguration() throws IOException {
    RunConfiguration configuration =
        file.load(
            "space { head = plain, scales = [0.6, 1, 2] }", "seed=77", "cost.score.macs=3.5M");

    RunConfiguration again = file.load(configuration.text());

    assertThat(again.space()).isEqualTo(configuration.space());
    assertThat(again.seed()).isEqualTo(77);
    assertThat(again.cost()).isEqualTo(configuration.cost());
    assertThat(again.search().genetic()).isEqualTo(configuration.search().genetic());
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
}
