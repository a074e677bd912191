package org.sparknas.job.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Decision;

/**
 * Channel selection enters the training late and widens step by step, as in OneShot: before the
 * start epoch only the largest scale, from then on an ever lower smallest one, epoch by epoch.
 *
 * @param startEpoch the first epoch, from 0, in which channels are selected
 * @param lowestScales the lowest scale allowed in the start epoch, the next one, and so on; the
 *     last entry stays. Without entries all scales are allowed from the start epoch on
 */
public record ChannelWarmUp(int startEpoch, List<Double> lowestScales) {
  private static final String WIDTH = ".width";

  /** Throws {@link IllegalArgumentException} for a negative epoch and for scales that rise. */
  public ChannelWarmUp {
    lowestScales = List.copyOf(lowestScales);
    if (startEpoch < 0) {
      throw new IllegalArgumentException("startEpoch = " + startEpoch + ", but must be 0 or more");
    }
    for (int i = 0; i < lowestScales.size(); i++) {
      double previous = i == 0 ? Double.MAX_VALUE : lowestScales.get(i - 1);
      if (!(lowestScales.get(i) > 0 && lowestScales.get(i) <= previous)) {
        throw new IllegalArgumentException(
            "lowestScales = " + lowestScales + ", but must be above 0 and never rise");
      }
    }
  }

  /** All scales from the first epoch on. */
  public static ChannelWarmUp none() {
    return new ChannelWarmUp(0, List.of());
  }

  /**
   * The choices that an epoch allows, in rising order. The largest scale is always among them.
   *
   * @param width a decision whose values are scales
   * @throws IllegalArgumentException when a value is not a number
   */
  public List<Integer> allowed(Decision width, int epoch) {
    List<Double> scales = scales(width);
    double largest = scales.stream().max(Double::compare).orElseThrow();
    double lowest = Math.min(largest, lowest(epoch));
    return IntStream.range(0, scales.size())
        .filter(choice -> scales.get(choice) >= lowest)
        .boxed()
        .toList();
  }

  /** The choices of any decision that an epoch allows: all, unless it is a width. */
  public List<Integer> choices(Decision decision, int epoch) {
    return decision.name().endsWith(WIDTH)
        ? allowed(decision, epoch)
        : IntStream.range(0, decision.values().size()).boxed().toList();
  }

  /** The lowest scale of an epoch: a huge one before the start, where only the largest is drawn. */
  double lowest(int epoch) {
    if (epoch < startEpoch) {
      return Double.MAX_VALUE;
    }
    return lowestScales.isEmpty()
        ? 0
        : lowestScales.get(Math.min(epoch - startEpoch, lowestScales.size() - 1));
  }

  private static List<Double> scales(Decision width) {
    List<Double> scales = new ArrayList<>();
    for (String value : width.values()) {
      try {
        scales.add(Double.valueOf(value));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "decision '%s' has the value '%s', but a width is a number"
                .formatted(width.name(), value),
            e);
      }
    }
    return scales;
  }
}
