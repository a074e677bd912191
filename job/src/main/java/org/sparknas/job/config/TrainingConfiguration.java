package org.sparknas.job.config;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the supernet is trained.
 *
 * @param batchSize images of a worker's step
 * @param workers that train side by side and are averaged
 * @param averagingFrequency steps of a worker between two averages
 * @param pathSource whether workers of a round walk the same paths
 * @param learningRate at the end of its warm-up; a cosine leads from there to 0
 * @param learningRateWarmUpEpochs over which the learning rate rises from 0
 * @param nesterov whether momentum is Nesterov's
 * @param eachEpochAlike whether the learning rate stays within an epoch
 * @param weightDecay of weights
 * @param decayBiases whether biases decay as weights do
 * @param normParameters whether scale and shift of batch norms learn
 * @param gradientClip the largest norm of a step's gradient, if there is one
 * @param labelSmoothing what the true class gives away to all classes
 * @param constraints that a path must keep
 * @param constraintTries how many paths are drawn at most for a step
 */
public record TrainingConfiguration(
    int epochs,
    int batchSize,
    int workers,
    int averagingFrequency,
    PathSource pathSource,
    double learningRate,
    double learningRateWarmUpEpochs,
    boolean eachEpochAlike,
    double momentum,
    boolean nesterov,
    double weightDecay,
    boolean decayBiases,
    boolean normParameters,
    OptionalDouble gradientClip,
    double labelSmoothing,
    ChannelWarmUpConfiguration channelWarmUp,
    List<Constraint> constraints,
    int constraintTries) {

  /** Which paths the workers of a round walk. */
  public enum PathSource {
    /** The same: averaging dilutes nothing. */
    SHARED,
    /** Each its own. */
    PER_WORKER
  }

  public TrainingConfiguration {
    constraints = List.copyOf(constraints);
  }

  static TrainingConfiguration read(
      Settings settings, SpaceConfiguration space, ConstraintSettings constraints) {
    int epochs = settings.integer("training.epochs").atLeast(1);
    double warmUp = settings.number("training.learning-rate-warm-up-epochs").atLeast(0);
    if (warmUp >= epochs) {
      settings.refuse(
          "training.learning-rate-warm-up-epochs", "below training.epochs (" + epochs + ")");
    }
    return new TrainingConfiguration(
        epochs,
        settings.integer("training.batch-size").atLeast(2),
        settings.integer("training.workers").atLeast(1),
        settings.integer("training.averaging-frequency").atLeast(1),
        settings.oneOf("training.paths", Choices.of(PathSource.class)),
        settings.number("training.learning-rate").above(0),
        warmUp,
        settings
            .oneOf("training.learning-rate-changes", Choices.of("each-step", "each-epoch"))
            .equals("each-epoch"),
        settings.number("training.momentum").below(0, 1),
        settings.flag("training.nesterov"),
        settings.number("training.weight-decay").atLeast(0),
        settings.flag("training.decay-biases"),
        settings.flag("training.norm-parameters"),
        settings.number("training.gradient-clip").aboveOr(0, "none"),
        settings.number("training.label-smoothing").below(0, 1),
        ChannelWarmUpConfiguration.read(settings, space),
        constraints.read("training.constraints"),
        settings.integer("training.constraint-tries").atLeast(1));
  }
}
