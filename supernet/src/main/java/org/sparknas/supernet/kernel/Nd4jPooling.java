package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Pooling on ND4J. */
final class Nd4jPooling {

  private static final int EXPLICIT_PADDING = 0;
  private static final int PADDING_NOT_COUNTED = 0;
  private static final int CHANNELS_LAST = 1;

  void globalAverage(FeatureMap input, INDArray result) {
    Nd4jOperation.named("avgpool2d")
        .integers(wholeImage(input))
        .run(onePixel(result, input), input.tensor());
  }

  /** The operation looks at its input's shape only, so the gradient may stand in for it. */
  void globalAverageGradient(INDArray outputGradient, FeatureMap inputGradient) {
    Nd4jOperation.named("avgpool2d_bp")
        .integers(wholeImage(inputGradient))
        .run(
            inputGradient.tensor(),
            inputGradient.tensor(),
            onePixel(outputGradient, inputGradient));
  }

  private static INDArray onePixel(INDArray vectors, FeatureMap map) {
    return vectors.reshape('c', map.images(), 1, 1, map.channels());
  }

  private static int[] wholeImage(FeatureMap map) {
    return new int[] {
      map.height(),
      map.width(),
      1,
      1,
      0,
      0,
      1,
      1,
      EXPLICIT_PADDING,
      PADDING_NOT_COUNTED,
      CHANNELS_LAST
    };
  }

  void maximum(FeatureMap input, Window window, FeatureMap output) {
    Nd4jOperation.named("maxpool2d")
        .integers(arguments(window))
        .run(output.tensor(), input.tensor());
  }

  void maximumGradient(
      FeatureMap input, Window window, FeatureMap outputGradient, FeatureMap inputGradient) {
    Nd4jOperation.named("maxpool2d_bp")
        .integers(arguments(window))
        .run(inputGradient.tensor(), input.tensor(), outputGradient.tensor());
  }

  void average(FeatureMap input, Window window, FeatureMap output) {
    Nd4jOperation.named("avgpool2d")
        .integers(arguments(window))
        .run(output.tensor(), input.tensor());
  }

  void averageGradient(
      FeatureMap input, Window window, FeatureMap outputGradient, FeatureMap inputGradient) {
    Nd4jOperation.named("avgpool2d_bp")
        .integers(arguments(window))
        .run(inputGradient.tensor(), input.tensor(), outputGradient.tensor());
  }

  private static int[] arguments(Window window) {
    int padding = window.padding();
    return new int[] {
      window.kernel(),
      window.kernel(),
      window.stride(),
      window.stride(),
      padding,
      padding,
      window.dilation(),
      window.dilation(),
      EXPLICIT_PADDING,
      PADDING_NOT_COUNTED,
      CHANNELS_LAST
    };
  }
}
