package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Pooling on ND4J. */
final class Nd4jPooling {

  private static final int EXPLICIT_PADDING = 0;
  private static final int PADDING_NOT_COUNTED = 0;
  private static final int CHANNELS_LAST = 1;

  void globalAverage(FeatureMap input, Matrix result) {
    globalAverage(input.tensor(), result);
  }

  /** The same of a tensor {@code [N, H, W, C]}. */
  void globalAverage(INDArray input, Matrix result) {
    Nd4jOperation.named("avgpool2d")
        .integers(wholeImage((int) input.size(1), (int) input.size(2)))
        .run(onePixel(result), input);
  }

  /** The operation looks at its input's shape only, so the gradient may stand in for it. */
  void globalAverageGradient(Matrix outputGradient, FeatureMap inputGradient) {
    Nd4jOperation.named("avgpool2d_bp")
        .integers(wholeImage(inputGradient.height(), inputGradient.width()))
        .run(inputGradient.tensor(), inputGradient.tensor(), onePixel(outputGradient));
  }

  private static INDArray onePixel(Matrix vectors) {
    return vectors.view(vectors.rows(), 1, 1, vectors.columns());
  }

  private static int[] wholeImage(int height, int width) {
    return new int[] {
      height, width, 1, 1, 0, 0, 1, 1, EXPLICIT_PADDING, PADDING_NOT_COUNTED, CHANNELS_LAST
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

  /** The operation looks at its input's shape only, so the gradient may stand in for it. */
  void averageGradient(FeatureMap outputGradient, Window window, FeatureMap inputGradient) {
    Nd4jOperation.named("avgpool2d_bp")
        .integers(arguments(window))
        .run(inputGradient.tensor(), inputGradient.tensor(), outputGradient.tensor());
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
