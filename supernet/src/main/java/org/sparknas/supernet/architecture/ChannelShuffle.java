package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * Reorders channels: seen as a matrix [groups, C / groups], transposed and flattened. For two
 * groups, {@code out[2i] = in[i]} and {@code out[2i + 1] = in[i + C / 2]}.
 */
public record ChannelShuffle(int groups) implements Operator {
  /** Throws {@link IllegalArgumentException} when there is no group. */
  public ChannelShuffle {
    InputShapes.atLeast("groups of a channel shuffle", groups, 1);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape input = InputShapes.single(this, inputs);
    if (input.channels() % groups != 0) {
      throw new IllegalArgumentException(
          this + " takes a multiple of " + groups + " channels, not " + input);
    }
    return input;
  }
}
