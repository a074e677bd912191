package org.sparknas.supernet.tfnas;

import java.io.Serializable;

/**
 * How far a block widens, in multiples of its input channels.
 *
 * @param initial the width that a search begins with; the operation is named after it
 * @param smallest above 1, because a block that does not widen has other weights
 * @param largest the widest
 * @param squeezed channels inside the squeeze-and-excitation of operations that have one; they stay
 *     when the width changes
 */
public record Expansion(int initial, double smallest, double largest, double squeezed)
    implements Serializable {

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public Expansion {
    if (!(smallest > 1 && smallest <= initial && initial <= largest && largest <= 1000)) {
      throw new IllegalArgumentException(
          "widths of the expansion "
              + initial
              + " are from "
              + smallest
              + " to "
              + largest
              + " times the input channels: above 1, rising, "
              + initial
              + " between them, at most 1000");
    }
    if (!(squeezed > 0 && squeezed <= 1000)) {
      throw new IllegalArgumentException(
          "squeezed channels of the expansion "
              + initial
              + " are "
              + squeezed
              + " times the input channels: above 0, at most 1000");
    }
  }

  /** The paper's: a third less and a third more, squeezed to a third of the initial width. */
  public static Expansion of(int initial) {
    return new Expansion(initial, initial * 2 / 3.0, initial * 4 / 3.0, initial / 3.0);
  }

  int smallestWidth(int inputChannels) {
    return Math.max(inputChannels + 1, channels(smallest, inputChannels));
  }

  int initialWidth(int inputChannels) {
    return initial * inputChannels;
  }

  int largestWidth(int inputChannels) {
    return Math.max(initialWidth(inputChannels), channels(largest, inputChannels));
  }

  int squeezedChannels(int inputChannels) {
    return Math.max(1, channels(squeezed, inputChannels));
  }

  /** Cut, but for what rounding took: a third of 6 times 24 is 48. */
  private static int channels(double multiple, int inputChannels) {
    return (int) Math.floor(multiple * inputChannels + 1e-6);
  }
}
