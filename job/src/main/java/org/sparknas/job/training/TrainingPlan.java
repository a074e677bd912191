package org.sparknas.job.training;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparknas.job.config.ChannelWarmUpConfiguration;
import org.sparknas.job.config.Constraint;
import org.sparknas.job.config.RunConfiguration;
import org.sparknas.job.config.SpaceConfiguration;
import org.sparknas.job.config.TrainingConfiguration;
import org.sparknas.job.report.ProgressBar;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.Costs;
import org.sparknas.supernet.engine.UpdateRules;
import org.sparknas.supernet.module.Supernet;

/** A configuration's training in the terms of this package. */
public final class TrainingPlan {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingPlan.class);
  private static final Duration PATH_CHECK = Duration.ofMinutes(1);

  private final RunConfiguration configuration;
  private final TrainingConfiguration training;

  public TrainingPlan(RunConfiguration configuration) {
    this.configuration = configuration;
    this.training = configuration.training();
  }

  /** Makes the space on executors. */
  public SpaceSource spaceSource() {
    SpaceConfiguration space = configuration.space();
    return space::space;
  }

  /** When and how fast channels are selected. */
  public ChannelWarmUp channelWarmUp() {
    ChannelWarmUpConfiguration warmUp = training.channelWarmUp();
    return warmUp.enabled()
        ? new ChannelWarmUp(warmUp.startEpoch(), warmUp.lowestScales())
        : ChannelWarmUp.none();
  }

  /** Draws a path in each step, uniformly. */
  public TrainingMethod uniform(
      Supernet supernet, PathSettings settings, Costs costs, TrainingImages images) {
    return new UniformTraining(
        supernet,
        settings,
        sampler(supernet.space(), costs),
        images,
        training.workers(),
        sharedPaths());
  }

  private boolean sharedPaths() {
    return training.pathSource() == TrainingConfiguration.PathSource.SHARED;
  }

  /** The choices of a decision that the last epoch draws: a search draws no others. */
  public List<Integer> trainedChoices(Decision decision) {
    return channelWarmUp().choices(decision, training.epochs() - 1);
  }

  /** The lowest scale that the last epoch draws; 0 where it draws all. */
  public double lowestScale() {
    return channelWarmUp().lowest(training.epochs() - 1);
  }

  /**
   * Draws the paths of all steps, or as many as a minute allows, so that constraints that some step
   * cannot keep are known before anything starts.
   *
   * @param images to train on
   * @throws NoPathException when a step has no path that keeps the constraints
   */
  public void requirePaths(SearchSpace space, Costs costs, int images) {
    if (training.constraints().isEmpty()) {
      return;
    }
    PathCheck check =
        new PathCheck(
            sampler(space, costs),
            training.epochs(),
            TrainingImages.stepsPerEpoch(images, training.workers(), training.batchSize()),
            training.workers(),
            sharedPaths());
    try (ProgressBar bar = ProgressBar.of("checking the paths (steps)", check.steps())) {
      long checked = check.check(PATH_CHECK, done -> bar.to(done, ""));
      if (checked < check.steps()) {
        LOG.warn(
            "training.constraints: the paths of {} of {} steps were drawn in a minute, and all keep"
                + " them; a later step without a path would end the training",
            checked,
            check.steps());
      }
    }
  }

  UniformPathSampler sampler(SearchSpace space, Costs costs) {
    List<Constraint> constraints = training.constraints();
    PathConstraint constraint =
        constraints.isEmpty()
            ? PathConstraint.none()
            : new PathConstraint(
                constraints,
                (cost, path) -> costs.of(cost, path.network()),
                training.constraintTries());
    return new UniformPathSampler(space, channelWarmUp(), constraint, configuration.seed());
  }

  /** What stays the same in all steps. */
  public PathSettings pathSettings(int stepsPerEpoch) {
    long steps = (long) training.epochs() * stepsPerEpoch;
    long warmUp = Math.round(training.learningRateWarmUpEpochs() * stepsPerEpoch);
    return new PathSettings(
        UUID.randomUUID().toString(),
        configuration.seed(),
        spaceSource(),
        descent(),
        new LearningRateSchedule(
            training.learningRate(),
            Math.min(warmUp, steps - 1),
            steps,
            training.eachEpochAlike() ? stepsPerEpoch : 1),
        training.labelSmoothing());
  }

  private DescentSettings descent() {
    UpdateRules rules =
        new UpdateRules(
            training.weightDecay(),
            training.decayBiases(),
            training.normParameters(),
            training.gradientClip().orElse(Double.POSITIVE_INFINITY));
    return new DescentSettings(training.momentum(), training.nesterov(), rules);
  }

  /** How long and how. */
  public SupernetTraining.Schedule schedule() {
    return new SupernetTraining.Schedule(
        training.epochs(), training.workers(), training.averagingFrequency());
  }
}
