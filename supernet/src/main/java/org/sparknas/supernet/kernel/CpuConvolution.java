package org.sparknas.supernet.kernel;

import java.nio.FloatBuffer;

/**
 * Full convolutions of float images for one thread, as products of matrices: each row holds what
 * the window sees at one position.
 */
final class CpuConvolution {

  /** How many numbers of such rows there are at a time, to stay in the cache: 1 MB. */
  private static final int BLOCK_LENGTH = 1 << 18;

  private final CpuProducts products;
  private final PaddedImage padded = new PaddedImage();
  private final GrowingStorage columnMemory = new GrowingStorage();
  private final GrowingStorage weightMemory = new GrowingStorage();
  private final GrowingFloats lineTile = new GrowingFloats();
  private final ElementPasses elements = new ElementPasses();

  CpuConvolution(CpuProducts products) {
    this.products = products;
  }

  void forward(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    Matrix kernel = tapsFirst(weight, input.channels());
    padded.clear(input, window);
    for (int image = 0; image < input.images(); image++) {
      padded.read(input.images(image, 1));
      FeatureMap outputs = output.images(image, 1);
      int lines = linesAtATime(output, weight);
      for (int line = 0; line < output.height(); line += lines) {
        int count = Math.min(lines, output.height() - line);
        Matrix columns = gather(line, count, output.width(), weight.rows());
        products.product(columns, false, kernel, false, outputs.lines(line, count).matrix());
      }
    }
  }

  void inputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    Matrix kernel = tapsFirst(weight, inputGradient.channels());
    int lines = linesAtATime(outputGradient, weight);
    for (int image = 0; image < inputGradient.images(); image++) {
      padded.clear(inputGradient, window);
      FeatureMap gradients = outputGradient.images(image, 1);
      for (int line = 0; line < outputGradient.height(); line += lines) {
        int count = Math.min(lines, outputGradient.height() - line);
        Matrix columns = columnMemory.matrix(count * outputGradient.width(), weight.rows());
        products.product(gradients.lines(line, count).matrix(), false, kernel, true, columns);
        scatter(columns, line, count, outputGradient.width());
      }
      padded.write(inputGradient.images(image, 1));
    }
  }

  void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    Matrix kernelGradient = weightMemory.matrix(weightGradient.rows(), weightGradient.columns());
    elements.fill(0, kernelGradient);
    int lines = linesAtATime(outputGradient, weightGradient);
    padded.clear(input, window);
    for (int image = 0; image < input.images(); image++) {
      padded.read(input.images(image, 1));
      FeatureMap gradients = outputGradient.images(image, 1);
      for (int line = 0; line < outputGradient.height(); line += lines) {
        int count = Math.min(lines, outputGradient.height() - line);
        Matrix columns = gather(line, count, outputGradient.width(), weightGradient.rows());
        products.addTransposed(columns, gradients.lines(line, count).matrix(), kernelGradient);
      }
    }
    addTapsFirst(kernelGradient, input.channels(), weightGradient);
  }

  private static int linesAtATime(FeatureMap output, Matrix weight) {
    return Math.max(1, BLOCK_LENGTH / (output.width() * weight.rows()));
  }

  private Matrix gather(int line, int count, int positions, int length) {
    Matrix columns = columnMemory.matrix(count * positions, length);
    int lineLength = positions * length;
    float[] values = lineTile.atLeast(lineLength);
    FloatBuffer floats = columns.storage().floats();
    for (int i = 0; i < count; i++) {
      padded.gather(line + i, positions, values);
      floats.put(i * lineLength, values, 0, lineLength);
    }
    return columns;
  }

  private void scatter(Matrix columns, int line, int count, int positions) {
    int lineLength = positions * columns.columns();
    float[] values = lineTile.atLeast(lineLength);
    FloatBuffer floats = columns.storage().floats();
    for (int i = 0; i < count; i++) {
      floats.get(i * lineLength, values, 0, lineLength);
      padded.scatter(values, line + i, positions);
    }
  }

  /** Rows ordered (in, tap) as rows ordered (tap, in), in which the window's values lie. */
  private Matrix tapsFirst(Matrix weight, int channels) {
    Matrix result = weightMemory.matrix(weight.rows(), weight.columns());
    int taps = weight.rows() / channels;
    for (int row = 0; row < weight.rows(); row++) {
      Matrix from = weight.rows(row % channels * taps + row / channels, 1);
      elements.copy(from, result.rows(row, 1));
    }
    return result;
  }

  private void addTapsFirst(Matrix gradient, int channels, Matrix result) {
    int taps = gradient.rows() / channels;
    for (int row = 0; row < gradient.rows(); row++) {
      Matrix into = result.rows(row % channels * taps + row / channels, 1);
      elements.add(into, gradient.rows(row, 1), into);
    }
  }
}
