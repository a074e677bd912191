package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.List;

/**
 * The latency of a supernet whose operations have weights and whose stages end in sinks: what the
 * latency term of an architecture step is made of.
 *
 * @param value milliseconds, those of what is not searched included
 * @param operationGradient of each operation's weight, for each searched block
 * @param depthGradient of each depth's logit, for each stage
 */
public record ExpectedLatency(
    double value, List<double[]> operationGradient, List<double[]> depthGradient) {
  /** Copies the lists. */
  public ExpectedLatency {
    operationGradient = List.copyOf(operationGradient);
    depthGradient = List.copyOf(depthGradient);
  }

  /**
   * Computes it.
   *
   * @param widths at which each operation is timed
   * @param weights of the operations of each searched block
   * @param sinks of each stage
   */
  public static ExpectedLatency of(
      TfnasLatency latency,
      OperationWidths widths,
      List<double[]> weights,
      List<SinkConnection> sinks) {
    List<List<SearchedBlock>> stages = latency.space().stages();
    double value = latency.base();
    List<double[]> operationGradient = new ArrayList<>();
    List<double[]> depthGradient = new ArrayList<>();
    int place = 0;
    for (int stage = 0; stage < stages.size(); stage++) {
      SinkConnection sink = sinks.get(stage);
      double[] kept = sink.blockGradient();
      double[] blocks = new double[kept.length];
      for (int layer = 0; layer < blocks.length; layer++, place++) {
        double[] gradient = new double[weights.get(place).length];
        for (int operation = 0; operation < gradient.length; operation++) {
          double time = latency.of(place, operation, widths.of(place, operation));
          blocks[layer] += weights.get(place)[operation] * time;
          gradient[operation] = kept[layer] * time;
        }
        operationGradient.add(gradient);
      }
      value += sink.latency(blocks);
      depthGradient.add(sink.latencyGradient(blocks));
    }
    return new ExpectedLatency(value, operationGradient, depthGradient);
  }
}
