package org.sparknas.supernet.kernel;

/** The shape {@code [N, H, W, C]} of feature maps in tests. */
record Size(int images, int height, int width, int channels) {

  int rows() {
    return images * height * width;
  }

  int length() {
    return rows() * channels;
  }

  Size channels(int other) {
    return new Size(images, height, width, other);
  }

  Size after(Window window) {
    return new Size(images, window.output(height), window.output(width), channels);
  }
}
