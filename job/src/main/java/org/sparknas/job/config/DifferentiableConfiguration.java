package org.sparknas.job.config;

import java.util.OptionalDouble;
import org.sparknas.supernet.tfnas.ArchitectureOptimizer;
import org.sparknas.supernet.tfnas.DepthScheme;
import org.sparknas.supernet.tfnas.LatencyLoss;
import org.sparknas.supernet.tfnas.SecondPath;
import org.sparknas.supernet.tfnas.TemperatureSchedule;

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

  /** The setting of the epochs that train weights alone. */
  public static final String WARM_UP = "search.differentiable.warm-up-epochs";

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

  static DifferentiableConfiguration read(Settings settings) {
    return new DifferentiableConfiguration(
        settings.isSet(TARGET)
            ? OptionalDouble.of(settings.number(TARGET).above(0))
            : OptionalDouble.empty(),
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
            settings.number(PATH + "temperature").above(0),
            factor(settings),
            settings.integer(WARM_UP).atLeast(0)),
        optimizer(settings));
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
