package org.sparknas.supernet.kernel;

import java.util.Arrays;

/**
 * The weight gradient of depthwise convolutions with small windows on Java's vectors, for one
 * thread: for each line of the gradient some lines of taps at once, a vector's width of channels at
 * a time.
 */
final class VectorWindowSums {
  private static final int LANES = VectorLines.LANES;

  private final VectorLines lines = new VectorLines();
  private final GrowingFloats sumMemory = new GrowingFloats();

  /** Whether there is a loop for this window, and a line has all that it starts and ends with. */
  static boolean isPossible(FeatureMap input, Window window) {
    int longestStride = window.kernel() == 3 ? 2 : 1;
    return (window.kernel() == 3 || window.kernel() == 5)
        && window.stride() <= longestStride
        && input.width() >= 2
        && input.channels() >= LANES;
  }

  void addWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    int parts = VectorLines.parts(input.channels());
    int vectors = vectorsOfPart(window);
    float[] sums = sumMemory.atLeast(parts * vectors * LANES);
    Arrays.fill(sums, 0, parts * vectors * LANES, 0);
    for (int i = 0; i < input.images(); i++) {
      Image image = new Image(input.images(i, 1), outputGradient.images(i, 1), window);
      for (int line = 0; line < outputGradient.height(); line++) {
        for (int tapLine = 0; tapLine < window.kernel(); tapLine += tapLines(window)) {
          addLine(image, line, tapLine, sums);
        }
      }
    }
    for (int part = 0; part < parts; part++) {
      VectorLines.add(sums, part * vectors * LANES, part, weightGradient);
    }
  }

  private record Image(FeatureMap input, FeatureMap gradient, Window window) {}

  /** Lines of taps that a loop sums up. */
  private static int tapLines(Window window) {
    return window.kernel() == 3 ? 3 : 2;
  }

  /** Sums of a part, those of a line of taps behind the window's last among them. */
  private static int vectorsOfPart(Window window) {
    int lines = tapLines(window);
    return (window.kernel() + lines - 1) / lines * lines * window.kernel();
  }

  private void addLine(Image image, int line, int tapLine, float[] sums) {
    Window window = image.window();
    VectorOperand[] operands = new VectorOperand[tapLines(window) + 1];
    int met = line * window.stride() + tapLine - window.padding();
    for (int i = 0; i < tapLines(window); i++) {
      operands[i] = lines.of(image.input(), met + i);
    }
    operands[tapLines(window)] = lines.of(image.gradient(), line);
    int channels = image.input().channels();
    for (int part = 0; part < VectorLines.parts(channels); part++) {
      int sumAt = (part * vectorsOfPart(window) + tapLine * window.kernel()) * LANES;
      addPart(operands, VectorLines.firstChannel(part, channels), image, sums, sumAt);
    }
  }

  private static void addPart(
      VectorOperand[] operands, int channel, Image image, float[] sums, int sumAt) {
    int step = image.input().channels() * Float.BYTES;
    int pixels = image.gradient().width();
    if (image.window().kernel() == 5) {
      VectorTapSums.addTwoByFive(operands, channel, step, pixels, sums, sumAt);
    } else if (image.window().stride() == 1) {
      VectorTapSums.addThreeByThree(operands, channel, step, pixels, sums, sumAt);
    } else {
      boolean endsInside = image.input().width() % 2 == 0;
      VectorTapSums.addThreeByThreeOfTwo(operands, channel, step, pixels, endsInside, sums, sumAt);
    }
  }
}
