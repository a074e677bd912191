package org.sparknas.supernet.kernel;

/** Gradients of depthwise convolutions on Java's vectors, where these are fast, for one thread. */
final class VectorDepthwise {

  /** From 16×16 on oneDNN's convolutions with wide windows were measured to be faster. */
  private static final int PIXELS_OF_SMALL_IMAGE = 255;

  private final VectorHalvedGradient halvedGradient = new VectorHalvedGradient();
  private final VectorWindowSums windowSums = new VectorWindowSums();
  private final VectorSingleTaps singleTaps = new VectorSingleTaps();

  /** Whether an input gradient is faster here than as a convolution. */
  boolean isFastForInput(FeatureMap inputGradient, Window window) {
    return VectorHalvedGradient.isPossible(inputGradient, window);
  }

  void inputGradient(FeatureMap outputGradient, Matrix weight, FeatureMap inputGradient) {
    halvedGradient.inputGradient(outputGradient, weight, inputGradient);
  }

  /** Whether a weight gradient is faster here than as a convolution for each image. */
  boolean isFastForWeight(FeatureMap input, Window window) {
    boolean isWorthwhile =
        window.stride() > 1
            || input.pixels() <= PIXELS_OF_SMALL_IMAGE
            || VectorWindowSums.isPossible(input, window);
    return input.channels() >= VectorLines.LANES && isWorthwhile;
  }

  void addWeightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    if (VectorWindowSums.isPossible(input, window)) {
      windowSums.addWeightGradient(input, outputGradient, window, weightGradient);
    } else {
      singleTaps.addWeightGradient(input, outputGradient, window, weightGradient);
    }
  }
}
