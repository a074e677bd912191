package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What an architecture step trains: for each searched block logits of its operations (alpha), and
 * logits of depth (beta), whose number and meaning depend on the scheme. Immutable.
 */
public final class ArchitectureParameters {
  private final DepthScheme scheme;
  private final List<double[]> operations;
  private final List<double[]> depths;

  /**
   * These logits.
   *
   * @param operations for each searched block a logit for each operation; with {@link
   *     DepthScheme#SKIP_IN_CANDIDATES}, for each but the first of a stage one more, for skipping
   * @param depths for each stage a logit for each depth; with {@link
   *     DepthScheme#SKIP_OUT_OF_CANDIDATES}, for each searched block but the first of a stage one
   *     for skipping and one for not; with {@link DepthScheme#SKIP_IN_CANDIDATES} none
   */
  public ArchitectureParameters(
      DepthScheme scheme, List<double[]> operations, List<double[]> depths) {
    this.scheme = Objects.requireNonNull(scheme, "scheme");
    this.operations = operations.stream().map(double[]::clone).toList();
    this.depths = depths.stream().map(double[]::clone).toList();
  }

  /** Everything that there is to choose from alike. */
  public static ArchitectureParameters initial(TfnasSpace space, DepthScheme scheme) {
    boolean skips = scheme == DepthScheme.SKIP_IN_CANDIDATES;
    List<double[]> operations = new ArrayList<>();
    List<double[]> depths = new ArrayList<>();
    for (List<SearchedBlock> stage : space.stages()) {
      for (int layer = 0; layer < stage.size(); layer++) {
        int number = stage.get(layer).operations().size() + (skips && layer > 0 ? 1 : 0);
        operations.add(Softmax.logarithms(new double[number]));
        if (scheme == DepthScheme.SKIP_OUT_OF_CANDIDATES && layer > 0) {
          depths.add(new double[2]);
        }
      }
      if (scheme == DepthScheme.SINK_CONNECTING) {
        depths.add(new double[stage.size()]);
      }
    }
    return new ArchitectureParameters(scheme, operations, depths);
  }

  /** The same distributions as logarithms of probabilities, as they are after each step. */
  public ArchitectureParameters normalized() {
    return new ArchitectureParameters(
        scheme,
        operations.stream().map(Softmax::logarithms).toList(),
        depths.stream().map(Softmax::logarithms).toList());
  }

  /** What the logits of depth mean. */
  public DepthScheme scheme() {
    return scheme;
  }

  /** The number of searched blocks. */
  public int places() {
    return operations.size();
  }

  /** The logits of a block's operations. */
  public double[] operations(int place) {
    return operations.get(place).clone();
  }

  /** Logits of depth, as many lists as the scheme has. */
  public List<double[]> depths() {
    return depths.stream().map(double[]::clone).toList();
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
        scheme,
        operations.stream().map(each -> next(values, each.length, at)).toList(),
        depths.stream().map(each -> next(values, each.length, at)).toList());
  }

  private static double[] next(double[] values, int length, int[] at) {
    at[0] += length;
    return Arrays.copyOfRange(values, at[0] - length, at[0]);
  }

  /**
   * The architecture of the most probable operations and depths, the first of several; blocks
   * behind a skipped one move up.
   *
   * @param widths of each operation of each block
   */
  public DerivedArchitecture derive(TfnasSpace space, OperationWidths widths) {
    int number = space.tfnasSettings().operations().size();
    List<Integer> chosen =
        operations.stream().map(each -> Softmax.argmax(Arrays.copyOf(each, number))).toList();
    List<Integer> order = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    List<Integer> depths = new ArrayList<>();
    int place = 0;
    for (int stage = 0; stage < space.stages().size(); stage++) {
      List<Integer> skipped = new ArrayList<>();
      int before = kept.size();
      for (int layer = 0; layer < space.stages().get(stage).size(); layer++, place++) {
        (isKept(stage, layer, place, number) ? kept : skipped).add(place);
      }
      order.addAll(kept.subList(before, kept.size()));
      order.addAll(skipped);
      depths.add(kept.size() - before);
    }
    return new DerivedArchitecture(
        space.architecture(
            order.stream().map(chosen::get).toList(),
            order.stream().map(from -> widths.of(from, chosen.get(from))).toList(),
            depths),
        kept);
  }

  private boolean isKept(int stage, int layer, int place, int number) {
    return layer == 0
        || switch (scheme) {
          case SINK_CONNECTING -> layer <= Softmax.argmax(depths.get(stage));
          case SKIP_IN_CANDIDATES -> Softmax.argmax(operations.get(place)) < number;
          case SKIP_OUT_OF_CANDIDATES ->
              // Each stage before this one, and this one, has a block without such logits.
              Softmax.argmax(depths.get(place - stage - 1)) == 1;
        };
  }
}
