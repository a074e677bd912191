package org.sparknas.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.util.List;
import java.util.Optional;
import org.sparknas.supernet.cost.CostSettings;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.tfnas.TfnasLatency;

/**
 * Everything that a run is told.
 *
 * @param output the folder that a search fills
 * @param cost bases of the scores
 * @param latency of the space's networks, where there is a table
 * @param resolved the settings that all this was read from, defaults included
 */
public record RunConfiguration(
    long seed,
    Optional<String> output,
    SpaceConfiguration space,
    DataConfiguration data,
    TrainingConfiguration training,
    ScoringConfiguration scoring,
    SearchConfiguration search,
    CostSettings cost,
    Optional<TfnasLatency> latency,
    Config resolved) {

  /**
   * Reads a configuration file on any Hadoop file system.
   *
   * @param overrides {@code setting=value}, which win over the file; the last of a setting wins
   * @throws ConfigurationException naming everything that is wrong
   */
  public static RunConfiguration load(String path, List<String> overrides) {
    Config resolved = ConfigurationFile.load(path, overrides);
    Settings settings = new Settings(resolved, ConfigurationFile.reference());
    RunConfiguration configuration = read(settings, resolved);
    settings.throwProblems();
    return configuration;
  }

  static RunConfiguration read(Settings settings, Config resolved) {
    CostSettings cost = cost(settings);
    SpaceConfiguration space = SpaceConfiguration.read(settings);
    Optional<TfnasLatency> latency = LatencySettings.read(settings, space);
    Costs costs = costs(cost, space, latency);
    ConstraintSettings constraints = new ConstraintSettings(settings, costs);
    TrainingConfiguration training = TrainingConfiguration.read(settings, space, constraints);
    SearchConfiguration search = SearchConfiguration.read(settings, constraints, costs.names());
    if (search.isDifferentiable()) {
      requireDifferentiable(settings, space, training);
    }
    return new RunConfiguration(
        settings.integer("seed").any(),
        settings.optionalText("output"),
        space,
        DataConfiguration.read(settings, space.image().channels()),
        training,
        ScoringConfiguration.read(settings),
        search,
        cost,
        latency,
        resolved);
  }

  /** What a differentiable search asks of the rest. */
  private static void requireDifferentiable(
      Settings settings, SpaceConfiguration space, TrainingConfiguration training) {
    if (!(space instanceof SpaceConfiguration.Tfnas)) {
      settings.refuse("space.name", "tfnas for a differentiable search");
    }
    if (training.pathSource() != TrainingConfiguration.PathSource.SHARED) {
      settings.refuse("training.paths", "shared for a differentiable search");
    }
    for (String path : List.of("training.constraints", "search.constraints", "search.objective")) {
      if (settings.isChanged(path)) {
        settings.refuse(path, "left out for a differentiable search: its limit is its target");
      }
    }
  }

  private static Costs costs(
      CostSettings cost, SpaceConfiguration space, Optional<TfnasLatency> latency) {
    Costs counted = Costs.counted(cost, space.convention());
    return latency.map(counted::with).orElse(counted);
  }

  /** What networks of the space cost, counted as its paper does. */
  public Costs costs() {
    return costs(cost, space, latency);
  }

  private static CostSettings cost(Settings settings) {
    return new CostSettings(
        settings.number("cost.score.macs").above(0),
        settings.number("cost.score.parameters").above(0),
        settings.integer("cost.micronet.clip-mults").between(1, 2),
        settings.number("cost.micronet.parameters").above(0),
        settings.number("cost.micronet.operations").above(0));
  }

  /** Returns what is odd about this configuration although it can be used, a sentence each. */
  public List<String> warnings() {
    return latency
        .map(TfnasLatency::falls)
        .filter(falls -> !falls.isEmpty())
        .map(
            falls ->
                List.of(
                    "%s; times fall where the width grows, and what is fitted to a latency may come"
                            .formatted(described("cost.latency.table"))
                        + " out wrong: "
                        + String.join(", ", falls)))
        .orElse(List.of());
  }

  /** A setting with its value and where it was set, as in {@code output: runs/a from -D}. */
  public String described(String path) {
    return resolved.hasPath(path)
        ? path
            + ": "
            + Settings.render(resolved.getValue(path))
            + " "
            + SettingOrigin.of(resolved.getValue(path))
        : path + ": not set";
  }

  /** All settings as a file that this run can be repeated with. */
  public String text() {
    return resolved
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false));
  }
}
