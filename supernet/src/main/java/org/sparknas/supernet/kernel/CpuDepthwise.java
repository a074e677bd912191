package org.sparknas.supernet.kernel;

/**
 * Depthwise convolutions of float images for one thread, as forward convolutions of ND4J's, which
 * run on oneDNN ten to sixty times faster than its gradients of them. A gradient of the weight is
 * one for each image, and one of the input at stride 2 meets zeros for the most part, so Java's own
 * vectors find many of them in a half to a tenth of the time.
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
    // ND4J's convolutions on oneDNN refuse dilation, and may fail to make a single pixel.
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
