package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * Some neighbouring channels: one side of a split.
 *
 * @param from first channel
 * @param to behind the last channel
 */
public record ChannelSlice(int from, int to) implements Operator {
  /**
   * Throws {@link IllegalArgumentException} when nothing is between {@code from} and {@code to}.
   */
  public ChannelSlice {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "channel slice from " + from + " to " + to + ": 0 <= from < to");
    }
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape input = InputShapes.single(this, inputs);
    if (input.channels() < to) {
      throw new IllegalArgumentException(
          this + " takes at least " + to + " channels, not " + input);
    }
    return input.withChannels(to - from);
  }
}
