package org.sparknas.job.config;

import java.util.Optional;
import org.sparknas.job.data.DataSplit;
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
 * @param target latency in milliseconds of the table's batch
 * @param architectureShare of the training images, for architecture parameters
 * @param weightSteps for each architecture step
 * @param elasticityScaling whether widths are fitted to the target after each epoch
 * @param resetOptimizers whether momentum and moments begin anew in each epoch
 */
public record DifferentiableConfiguration(
    double target,
    double architectureShare,
    int weightSteps,
    SecondPath secondPath,
    DepthScheme depth,
    boolean elasticityScaling,
    boolean resetOptimizers,
    LatencyLoss latencyLoss,
    TemperatureSchedule temperature,
    ArchitectureOptimizer optimizer) {
  private static final String PATH = "search.differentiable.";
  private static final String TARGET = PATH + "target-latency-ms";

  /** How a loss is named. */
  private enum Loss {
    TF_NAS,
    FBNET,
    PROXYLESS_NAS
  }

  /** The images for weights, and those for architecture parameters. */
  public DataSplit.Parts parts(DataSplit split, long seed) {
    return split.cutTraining(architectureShare, seed);
  }

  /**
   * Reads it.
   *
   * @param meant whether a differentiable search is configured; else its target may be missing
   */
  static DifferentiableConfiguration read(
      Settings settings, boolean meant, Optional<TfnasLatency> latency, int epochs) {
    double target = 1;
    if (settings.isSet(TARGET)) {
      target = settings.number(TARGET).above(0);
      latency.ifPresent(table -> requireReachable(settings, table.range()));
    } else if (meant) {
      settings.refuse(TARGET, "set for a differentiable search: milliseconds");
    }
    int warmUp = settings.integer(PATH + "warm-up-epochs").atLeast(0);
    if (meant && warmUp >= epochs) {
      settings.refuse(PATH + "warm-up-epochs", "below training.epochs (" + epochs + ")");
    }
    return new DifferentiableConfiguration(
        target,
        settings.number(PATH + "architecture-share").between(0.01, 0.99),
        settings.integer(PATH + "weight-steps").atLeast(1),
        settings.oneOf(PATH + "second-path", Choices.of(SecondPath.class)),
        settings.oneOf(PATH + "depth", Choices.of(DepthScheme.class)),
        settings.flag(PATH + "elasticity-scaling"),
        settings.flag(PATH + "reset-optimizers"),
        loss(settings, target),
        new TemperatureSchedule(
            settings.number(PATH + "temperature").above(0), factor(settings), warmUp),
        optimizer(settings));
  }

  private static void requireReachable(Settings settings, LatencyRange range) {
    double target = settings.number(TARGET).any();
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

  private static LatencyLoss loss(Settings settings, double target) {
    Loss loss = settings.oneOf(PATH + "latency-loss", Choices.of(Loss.class));
    double weight = settings.number(PATH + "latency-weight").above(0);
    double power = settings.number(PATH + "latency-power").above(0);
    return switch (loss) {
      case TF_NAS -> new LatencyLoss.TfNas(weight, target);
      case FBNET -> new LatencyLoss.FbNet(weight, power);
      case PROXYLESS_NAS -> new LatencyLoss.ProxylessNas(weight);
    };
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
