package org.sparknas.supernet.kernel;

/**
 * A square sliding window, padded explicitly with {@code dilation · (kernel / 2)} on every side, as
 * the published networks do ("same" padding differs from it at stride 2).
 */
public record Window(int kernel, int stride, int dilation) {

  public Window {
    if (kernel < 1 || kernel % 2 == 0 || stride < 1 || dilation < 1) {
      throw new IllegalArgumentException(
          "window of kernel %d, stride %d, dilation %d; the kernel must be odd, all at least 1"
              .formatted(kernel, stride, dilation));
    }
  }

  public int padding() {
    return dilation * (kernel / 2);
  }

  /** Height or width after the window slid over {@code size} pixels. */
  public int output(int size) {
    return (size - 1) / stride + 1;
  }

  /** The window without dilation that a kernel with zeros between its taps has. */
  Window dense() {
    return new Window(dilation * (kernel - 1) + 1, stride, 1);
  }
}
