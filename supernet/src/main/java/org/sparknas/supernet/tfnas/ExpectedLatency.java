package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latency of a supernet whose operations have weights and whose depths have probabilities: what
 * the latency term of an architecture step is made of.
 *
 * @param value milliseconds, those of what is not searched included
 * @param operationGradient of each operation's weight, for each searched block
 * @param depthGradient of each logit of depth
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
   * @param weights of the operations of each searched block; a skip among them takes no time
   * @param parameters whose logits of depth say how probable it is that a block is kept
   */
  public static ExpectedLatency of(
      TfnasLatency latency,
      OperationWidths widths,
      List<double[]> weights,
      ArchitectureParameters parameters) {
    List<double[]> depths = parameters.depths();
    List<double[]> operationGradient = new ArrayList<>();
    List<double[]> depthGradient = new ArrayList<>();
    double value = latency.base();
    for (List<SearchedBlock> stage : latency.space().stages()) {
      double[] blocks = new double[stage.size()];
      List<double[]> times = new ArrayList<>();
      for (int layer = 0; layer < blocks.length; layer++) {
        int place = operationGradient.size() + layer;
        times.add(times(latency, widths, place, weights.get(place).length));
        for (int i = 0; i < times.get(layer).length; i++) {
          blocks[layer] += weights.get(place)[i] * times.get(layer)[i];
        }
      }
      int used = depthGradient.size();
      double[] kept =
          switch (parameters.scheme()) {
            case SINK_CONNECTING -> {
              SinkConnection sink = new SinkConnection(depths.get(used));
              depthGradient.add(sink.latencyGradient(blocks));
              yield sink.kept();
            }
            case SKIP_IN_CANDIDATES -> always(blocks.length);
            case SKIP_OUT_OF_CANDIDATES -> {
              double[] probabilities = always(blocks.length);
              for (int layer = 1; layer < blocks.length; layer++) {
                double[] choice = Softmax.of(depths.get(used + layer - 1));
                probabilities[layer] = choice[1];
                depthGradient.add(Softmax.gradient(choice, new double[] {0, blocks[layer]}));
              }
              yield probabilities;
            }
          };
      for (int layer = 0; layer < blocks.length; layer++) {
        double probability = kept[layer];
        value += probability * blocks[layer];
        operationGradient.add(
            Arrays.stream(times.get(layer)).map(time -> probability * time).toArray());
      }
    }
    return new ExpectedLatency(value, operationGradient, depthGradient);
  }

  private static double[] times(
      TfnasLatency latency, OperationWidths widths, int place, int number) {
    double[] times = new double[number];
    int operations = latency.space().searchedBlocks().get(place).operations().size();
    for (int operation = 0; operation < operations; operation++) {
      times[operation] = latency.of(place, operation, widths.of(place, operation));
    }
    return times;
  }

  private static double[] always(int blocks) {
    double[] ones = new double[blocks];
    Arrays.fill(ones, 1);
    return ones;
  }
}
