package org.sparknas.supernet.kernel;

/**
 * Depthwise convolutions of float images for one thread. Gradients too are forward convolutions of
 * ND4J's: on oneDNN they take a tenth to a sixtieth of the time of its own gradients. Those of the
 * weight want one call for each image, and at stride 2 those of the input meet zeros for the most
 * part; there Java's vectors need a half to a tenth of the time again.
 */
final class CpuDepthwise {

  private final NativeDepthwise convolutions = new NativeDepthwise();
  private final ConvolvedInputGradient inputGradient = new ConvolvedInputGradient(convolutions);
  private final ConvolvedWeightGradient weightGradient = new ConvolvedWeightGradient(convolutions);
  private final VectorDepthwise vectors;

  /**
   * @param vectors where the JVM has them; else null
   */
  CpuDepthwise(VectorDepthwise vectors) {
    this.vectors = vectors;
  }

  /** On Java's vectors where the JVM has them. */
  static CpuDepthwise fastest() {
    return new CpuDepthwise(JavaVectors.arePresent() ? new VectorDepthwise() : null);
  }

  /** Whether windows like this one are possible here. */
  static boolean isPossible(Window window) {
    // oneDNN refuses dilation. With one tap the weight's gradient would be a single pixel,
    // which ND4J may fail to make.
    return window.dilation() == 1 && window.kernel() > 1;
  }

  void forward(FeatureMap input, Matrix weight, Window window, FeatureMap output) {
    FeatureMap kernel = new FeatureMap(weight, 1, window.kernel(), window.kernel());
    convolutions.convolve(
        input, kernel, window.stride(), window.padding(), window.padding(), output);
  }

  void inputGradient(
      FeatureMap outputGradient, Matrix weight, Window window, FeatureMap inputGradient) {
    if (vectors != null && vectors.isFastForInput(inputGradient, window)) {
      vectors.inputGradient(outputGradient, weight, inputGradient);
    } else {
      this.inputGradient.compute(outputGradient, weight, window, inputGradient);
    }
  }

  void weightGradient(
      FeatureMap input, FeatureMap outputGradient, Window window, Matrix weightGradient) {
    if (vectors != null && vectors.isFastForWeight(input, window)) {
      vectors.addWeightGradient(input, outputGradient, window, weightGradient);
    } else {
      this.weightGradient.add(input, outputGradient, window, weightGradient);
    }
  }
}
