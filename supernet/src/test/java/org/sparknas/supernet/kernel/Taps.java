package org.sparknas.supernet.kernel;

/** All pairs of an output pixel and an input pixel that a window connects. */
record Taps(Size input, Window window) {

  interface Visitor {
    /** Pixels count over the whole batch, taps are {@code kernel row · kernel + kernel column}. */
    void visit(int outputPixel, int inputPixel, int tap);
  }

  Size output() {
    return input.after(window);
  }

  void forEach(Visitor visitor) {
    Size output = output();
    for (int pixel = 0; pixel < output.rows(); pixel++) {
      int image = pixel / (output.height() * output.width());
      int row = pixel / output.width() % output.height();
      int column = pixel % output.width();
      forEachAround(image, row * window.stride(), column * window.stride(), pixel, visitor);
    }
  }

  private void forEachAround(int image, int row, int column, int pixel, Visitor visitor) {
    int kernel = window.kernel();
    for (int tap = 0; tap < kernel * kernel; tap++) {
      int y = row + (tap / kernel - kernel / 2) * window.dilation();
      int x = column + (tap % kernel - kernel / 2) * window.dilation();
      if (y >= 0 && y < input.height() && x >= 0 && x < input.width()) {
        visitor.visit(pixel, (image * input.height() + y) * input.width() + x, tap);
      }
    }
  }
}
