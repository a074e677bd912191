package org.sparknas.supernet.kernel;

/**
 * The gradient of a depthwise convolution's weight as convolutions too: for each image one with the
 * output's gradient as its kernel. For one thread.
 */
final class ConvolvedWeightGradient {

  /** Images beyond so many numbers, 2 MB, leave the cache while their gradient is found. */
  private static final int LARGE_IMAGE = 1 << 19;

  /** Of them some lines at a time are in the cache. */
  private static final int BAND_LENGTH = 1 << 18;

  private final NativeDepthwise convolutions;
  private final GrowingStorage shareMemory = new GrowingStorage();
  private final StridedImage strided = new StridedImage();
  private final ElementPasses elements = new ElementPasses();

  ConvolvedWeightGradient(NativeDepthwise convolutions) {
    this.convolutions = convolutions;
  }

  void add(FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    int lines = linesAtATime(input, outputGradient);
    for (int image = 0; image < input.images(); image++) {
      FeatureMap inputs = input.images(image, 1);
      FeatureMap gradients = outputGradient.images(image, 1);
      for (int line = 0; line < gradients.height(); line += lines) {
        int end = Math.min(line + lines, gradients.height());
        if (window.stride() == 1) {
          Band band = new Band(line, end, input.height(), window);
          addBand(inputs, gradients, window, band, weightGradient);
        } else {
          FeatureMap met = gradients.lines(line, end - line);
          addStrided(inputs, met, line, window, weightGradient);
        }
      }
    }
  }

  private static int linesAtATime(FeatureMap input, FeatureMap outputGradient) {
    if (input.pixels() * input.channels() <= LARGE_IMAGE) {
      return outputGradient.height();
    }
    return Math.max(1, BAND_LENGTH / (outputGradient.width() * input.channels()));
  }

  /**
   * Some lines of a gradient and the lines of the input that they meet. Padding stands above and
   * below, or nowhere; where it stands beside lines of the input it gives lines of taps too many.
   */
  private record Band(int from, int to, int height, Window window) {

    int count() {
      return to - from;
    }

    int inputFrom() {
      return Math.max(0, from - window.padding());
    }

    int inputCount() {
      return Math.min(height, to + window.padding()) - inputFrom();
    }

    int padding() {
      boolean meetsPadding = from < window.padding() || to + window.padding() > height;
      return meetsPadding ? window.padding() : 0;
    }

    /** Lines of taps that come out. */
    int tapLines() {
      return inputCount() + 2 * padding() - count() + 1;
    }

    /** The first of them that is one of the window's. */
    int firstTapLine() {
      return from - inputFrom() - window.padding() + padding();
    }
  }

  private void addBand(
      FeatureMap input, FeatureMap gradient, Window window, Band band, Matrix weightGradient) {
    int kernel = window.kernel();
    FeatureMap share = share(band.tapLines(), kernel, input.channels());
    convolutions.convolve(
        input.lines(band.inputFrom(), band.inputCount()),
        gradient.lines(band.from(), band.count()),
        1,
        band.padding(),
        window.padding(),
        share);
    Matrix taps = share.lines(band.firstTapLine(), kernel).matrix();
    elements.add(weightGradient, taps, weightGradient);
  }

  /**
   * Of lines of the gradient: each group of taps with the pixels of the input that it meets.
   *
   * @param from the first of the lines
   */
  private void addStrided(
      FeatureMap input, FeatureMap lines, int from, Window window, Matrix weightGradient) {
    int stride = window.stride();
    for (StridedImage.Taps down : StridedImage.Taps.of(window)) {
      for (StridedImage.Taps across : StridedImage.Taps.of(window)) {
        // ND4J may fail to make a single pixel.
        int columns = Math.max(2, across.count());
        int height = lines.height() + down.count() - 1;
        int width = lines.width() + columns - 1;
        int y = from * stride + down.first();
        FeatureMap share = share(down.count(), columns, input.channels());
        FeatureMap met = strided.of(input, stride, y, across.first(), height, width);
        convolutions.convolve(met, lines, 1, 0, 0, share);
        addTaps(share, window, down, across, weightGradient);
      }
    }
  }

  private void addTaps(
      FeatureMap share,
      Window window,
      StridedImage.Taps down,
      StridedImage.Taps across,
      Matrix weightGradient) {
    for (int i = 0; i < down.count(); i++) {
      int row = down.first() + window.padding() + i * window.stride();
      for (int j = 0; j < across.count(); j++) {
        int column = across.first() + window.padding() + j * window.stride();
        Matrix sum = weightGradient.rows(row * window.kernel() + column, 1);
        elements.add(sum, share.matrix().rows(i * share.width() + j, 1), sum);
      }
    }
  }

  private FeatureMap share(int height, int width, int channels) {
    return new FeatureMap(shareMemory.matrix(height * width, channels), 1, height, width);
  }
}
