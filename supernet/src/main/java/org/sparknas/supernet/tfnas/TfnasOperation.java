package org.sparknas.supernet.tfnas;

/**
 * A candidate of a block.
 *
 * @param kernel of the depthwise convolution
 */
public record TfnasOperation(int kernel, Expansion expansion, boolean squeezeExcitation) {

  /** The value of a decision, such as {@code k3e6} or {@code k5e3se}. */
  public String value() {
    return "k" + kernel + "e" + expansion.initial() + (squeezeExcitation ? "se" : "");
  }

  /** Channels inside its squeeze-and-excitation; 0 where it has none. */
  public int squeezed(int inputChannels) {
    return squeezeExcitation ? expansion.squeezedChannels(inputChannels) : 0;
  }

  /** The width that a search begins with. */
  public int initialWidth(int inputChannels) {
    return expansion.initialWidth(inputChannels);
  }

  /** The narrowest that it may be. */
  public int smallestWidth(int inputChannels) {
    return expansion.smallestWidth(inputChannels);
  }

  /** The widest that it may be. */
  public int largestWidth(int inputChannels) {
    return expansion.largestWidth(inputChannels);
  }
}
