package org.sparknas.job.config;

import java.util.Optional;
import java.util.OptionalDouble;
import org.sparknas.supernet.tfnas.ArchitectureOptimizer;
import org.sparknas.supernet.tfnas.DepthScheme;
import org.sparknas.supernet.tfnas.LatencyLoss;
import org.sparknas.supernet.tfnas.LatencyRange;
import org.sparknas.supernet.tfnas.SecondPath;
import org.sparknas.supernet.tfnas.TemperatureSchedule;
import org.sparknas.supernet.tfnas.TfnasLatency;

/**
 * How a differentiable search goes.
 *
 * @param target latency in milliseconds of the table's batch; a search needs one
 * @param architectureShare of the training images, for architecture parameters
 * @param weightSteps for each architecture step
 * @param elasticityScaling whether widths are fitted to the target after each epoch
 * @param resetOptimizers whether momentum and moments begin anew in each epoch
 * @param loss what latency adds
 */
public record DifferentiableConfiguration(
    OptionalDouble target,
    double architectureShare,
    int weightSteps,
    SecondPath secondPath,
    DepthScheme depth,
    boolean elasticityScaling,
    boolean resetOptimizers,
    Loss loss,
    double latencyWeight,
    double latencyPower,
    TemperatureSchedule temperature,
    ArchitectureOptimizer optimizer) {
  /** The setting of the target. */
  public static final String TARGET = "search.differentiable.target-latency-ms";

  private static final String PATH = "search.differentiable.";

  /** How latency enters the loss. */
  public enum Loss {
    TF_NAS,
    FBNET,
    PROXYLESS_NAS
  }

  /** Cross-entropy and latency for this target. */
  public LatencyLoss latencyLoss(double milliseconds) {
    return switch (loss) {
      case TF_NAS -> new LatencyLoss.TfNas(latencyWeight, milliseconds);
      case FBNET -> new LatencyLoss.FbNet(latencyWeight, latencyPower);
      case PROXYLESS_NAS -> new LatencyLoss.ProxylessNas(latencyWeight);
    };
  }

  /**
   * Reads it.
   *
   * @param meant whether a differentiable search is configured
   * @param epochs of the training
   */
  static DifferentiableConfiguration read(
      Settings settings, boolean meant, Optional<TfnasLatency> latency, int epochs) {
    int warmUp = settings.integer(PATH + "warm-up-epochs").atLeast(0);
    if (meant && warmUp >= epochs) {
      settings.refuse(PATH + "warm-up-epochs", "below training.epochs (" + epochs + ")");
    }
    return new DifferentiableConfiguration(
        target(settings, latency),
        settings.number(PATH + "architecture-share").between(0.01, 0.99),
        settings.integer(PATH + "weight-steps").atLeast(1),
        settings.oneOf(PATH + "second-path", Choices.of(SecondPath.class)),
        settings.oneOf(PATH + "depth", Choices.of(DepthScheme.class)),
        settings.flag(PATH + "elasticity-scaling"),
        settings.flag(PATH + "reset-optimizers"),
        settings.oneOf(PATH + "latency-loss", Choices.of(Loss.class)),
        settings.number(PATH + "latency-weight").above(0),
        settings.number(PATH + "latency-power").above(0),
        new TemperatureSchedule(
            settings.number(PATH + "temperature").above(0), factor(settings), warmUp),
        optimizer(settings));
  }

  private static OptionalDouble target(Settings settings, Optional<TfnasLatency> latency) {
    if (!settings.isSet(TARGET)) {
      return OptionalDouble.empty();
    }
    double target = settings.number(TARGET).above(0);
    latency.ifPresent(table -> requireReachable(settings, table.range(), target));
    return OptionalDouble.of(target);
  }

  private static void requireReachable(Settings settings, LatencyRange range, double target) {
    if (!range.contains(target)) {
      settings.refuse(
          TARGET, range.described() + " ms, which is what networks of this space reach");
    }
  }

  private static double factor(Settings settings) {
    double factor = settings.number(PATH + "temperature-factor").above(0);
    if (factor > 1) {
      settings.refuse(PATH + "temperature-factor", "at most 1");
      return 1;
    }
    return factor;
  }

  private static ArchitectureOptimizer optimizer(Settings settings) {
    String path = PATH + "architecture.";
    return new ArchitectureOptimizer(
        settings.number(path + "learning-rate").above(0),
        settings.number(path + "beta1").below(0, 1),
        settings.number(path + "beta2").below(0, 1),
        settings.number(path + "weight-decay").atLeast(0),
        settings
            .number(path + "gradient-clip")
            .aboveOr(0, "none")
            .orElse(Double.POSITIVE_INFINITY));
  }
}
