package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Architecture;

/**
 * What an architecture step trains: for each searched block logits of its operations (alpha), for
 * each stage logits of its depths (beta). Immutable.
 */
public final class ArchitectureParameters {
  private final List<double[]> operations;
  private final List<double[]> depths;

  /**
   * These logits.
   *
   * @param operations for each searched block a logit for each operation
   * @param depths for each stage a logit for each depth
   */
  public ArchitectureParameters(List<double[]> operations, List<double[]> depths) {
    this.operations = operations.stream().map(double[]::clone).toList();
    this.depths = depths.stream().map(double[]::clone).toList();
  }

  /** Every operation and every depth alike. */
  public static ArchitectureParameters initial(TfnasSpace space) {
    return new ArchitectureParameters(
            space.searchedBlocks().stream()
                .map(block -> new double[block.operations().size()])
                .toList(),
            space.stages().stream().map(stage -> new double[stage.size()]).toList())
        .operationsNormalized();
  }

  private ArchitectureParameters operationsNormalized() {
    return new ArchitectureParameters(
        operations.stream().map(Softmax::logarithms).toList(), depths);
  }

  /** The same distributions as logarithms of probabilities, as they are after each step. */
  public ArchitectureParameters normalized() {
    return new ArchitectureParameters(
        operations.stream().map(Softmax::logarithms).toList(),
        depths.stream().map(Softmax::logarithms).toList());
  }

  /** The number of searched blocks. */
  public int places() {
    return operations.size();
  }

  /** The number of stages. */
  public int stages() {
    return depths.size();
  }

  /** The logits of a block's operations. */
  public double[] operations(int place) {
    return operations.get(place).clone();
  }

  /** The logits of a stage's depths. */
  public double[] depths(int stage) {
    return depths.get(stage).clone();
  }

  /** The probabilities of a block's operations. */
  public double[] operationProbabilities(int place) {
    return Softmax.of(operations.get(place));
  }

  /** The probabilities of a stage's depths, the weights of its sink. */
  public double[] depthProbabilities(int stage) {
    return Softmax.of(depths.get(stage));
  }

  /** The entropy of each block's distribution of operations, in nats. */
  public List<Double> entropies() {
    return operations.stream().map(each -> Softmax.entropy(Softmax.of(each))).toList();
  }

  /** All logits behind each other: those of the operations, then those of the depths. */
  public double[] flat() {
    List<double[]> all = new ArrayList<>(operations);
    all.addAll(depths);
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** Parameters of the same sizes with these values, in the order of {@link #flat}. */
  public ArchitectureParameters withFlat(double[] values) {
    int[] at = {0};
    if (values.length != flat().length) {
      throw new IllegalArgumentException(
          values.length + " architecture parameters: there are " + flat().length);
    }
    return new ArchitectureParameters(
        operations.stream().map(each -> next(values, each.length, at)).toList(),
        depths.stream().map(each -> next(values, each.length, at)).toList());
  }

  private static double[] next(double[] values, int length, int[] at) {
    at[0] += length;
    return Arrays.copyOfRange(values, at[0] - length, at[0]);
  }

  /**
   * The architecture of the most probable operations and depths, the first of several.
   *
   * @param widths of each operation of each block
   */
  public Architecture derive(TfnasSpace space, OperationWidths widths) {
    List<Integer> chosen = operations.stream().map(Softmax::argmax).toList();
    return space.architecture(
        chosen,
        IntStream.range(0, places()).mapToObj(i -> widths.of(i, chosen.get(i))).toList(),
        depths.stream().map(each -> Softmax.argmax(each) + 1).toList());
  }
}
