package org.sparknas.supernet.architecture;

/**
 * The shape of one image's feature map; a vector is 1 x 1 x channels.
 *
 * @param height rows of pixels
 * @param width columns of pixels
 * @param channels values of a pixel
 */
public record Shape(int height, int width, int channels) {
  /** Throws {@link IllegalArgumentException} when a dimension is not positive. */
  public Shape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "shape " + height + "x" + width + "x" + channels + ": every dimension is at least 1");
    }
  }

  /** A vector: one pixel of the given number of channels. */
  public static Shape vector(int channels) {
    return new Shape(1, 1, channels);
  }

  /** Height times width. */
  public int pixels() {
    return height * width;
  }

  /** Height times width times channels. */
  public long elements() {
    return (long) pixels() * channels;
  }

  /** The same pixels with another number of channels. */
  public Shape withChannels(int other) {
    return new Shape(height, width, other);
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
