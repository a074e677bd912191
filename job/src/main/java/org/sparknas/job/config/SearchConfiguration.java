package org.sparknas.job.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sparknas.evolution.GeneticSettings;
import org.sparknas.evolution.Objective;

/**
 * How the supernet is searched.
 *
 * @param seed of the searches alone
 * @param algorithms each once; they run in the order of {@link Algorithm}, because the random
 *     search takes over the number of candidates that the genetic search scored
 * @param goal what is made large
 * @param balancedCost the cost that the balanced goal takes off
 * @param balancedRatio how much of it
 * @param genetic settings of the genetic search, whose budget the random search has too
 * @param constraints that a candidate of the genetic and the random search must keep
 * @param differentiable settings of the differentiable search
 */
public record SearchConfiguration(
    long seed,
    List<Algorithm> algorithms,
    Goal goal,
    String balancedCost,
    double balancedRatio,
    GeneticSettings genetic,
    List<Constraint> constraints,
    DifferentiableConfiguration differentiable) {

  private static final int FEWEST_CHILDREN = 2;

  /** A way to search. */
  public enum Algorithm {
    GENETIC,
    RANDOM,
    /** Trains weights and architecture parameters together: TF-NAS's. */
    DIFFERENTIABLE
  }

  /** What a search makes large. */
  public enum Goal {
    /** Accuracy. */
    ACCURACY,
    /** Accuracy less a share of a cost. */
    BALANCED
  }

  public SearchConfiguration {
    algorithms = algorithms.stream().sorted().toList();
    constraints = List.copyOf(constraints);
  }

  /** Whether supernet and architecture are trained together, in place of a search behind it. */
  public boolean isDifferentiable() {
    return algorithms.contains(Algorithm.DIFFERENTIABLE);
  }

  /** The goal as the search wants it. */
  public Objective objective() {
    return switch (goal) {
      case ACCURACY -> Objective.accuracy();
      case BALANCED -> Objective.balanced(balancedCost, balancedRatio);
    };
  }

  static SearchConfiguration read(
      Settings settings, ConstraintSettings constraints, Set<String> costs) {
    return new SearchConfiguration(
        settings.integer("search.seed").any(),
        algorithms(settings),
        settings.oneOf("search.objective", Choices.of(Goal.class)),
        settings.oneOf("search.balanced.cost", Choices.of(costs.toArray(String[]::new))),
        settings.number("search.balanced.ratio").atLeast(0),
        genetic(settings),
        constraints.read("search.constraints"),
        DifferentiableConfiguration.read(settings));
  }

  private static List<Algorithm> algorithms(Settings settings) {
    Choices<Algorithm> algorithms = Choices.of(Algorithm.class);
    return settings
        .list(
            "search.algorithms",
            SettingValue.text(algorithms::find),
            "algorithms: " + algorithms.allowed())
        .where(
            list ->
                !list.isEmpty()
                    && EnumSet.copyOf(list).size() == list.size()
                    && (list.size() == 1 || !list.contains(Algorithm.DIFFERENTIABLE)),
            "at least one algorithm, each once, and differentiable alone");
  }

  private static GeneticSettings genetic(Settings settings) {
    int population = settings.integer("search.population").atLeast(2);
    int retain = settings.integer("search.retain").atLeast(2);
    if (retain > population) {
      settings.refuse("search.retain", "no more than search.population (" + population + ")");
    }
    GeneticSettings genetic =
        new GeneticSettings(
            population,
            Math.min(retain, population),
            settings.number("search.random-select").between(0, 1),
            settings.number("search.mutate").between(0, 1),
            settings.integer("search.iterations").atLeast(1),
            settings.integer("search.top-k").atLeast(1),
            settings.integer("search.tries").atLeast(1));
    if (!settings.hasProblems()) {
      requireChildren(settings, genetic);
    }
    return genetic;
  }

  /** Else later generations would bring next to nothing, and nobody would know. */
  private static void requireChildren(Settings settings, GeneticSettings genetic) {
    if (genetic.iterations() > 1 && Math.round(genetic.expectedChildren()) < FEWEST_CHILDREN) {
      settings.refuseSaying(
          String.format(
              Locale.ROOT,
              "%s (%d), %s (%d) and %s (%s) leave room for %.1f children a generation; must be at"
                  + " least %d, rounded",
              settings.named("search.population"),
              genetic.population(),
              settings.named("search.retain"),
              genetic.retain(),
              settings.named("search.random-select"),
              genetic.randomSelect(),
              genetic.expectedChildren(),
              FEWEST_CHILDREN));
    }
  }
}
