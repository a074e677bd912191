package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.Closeness.plusTwo;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Depthwise convolutions equal the loops. */
interface DepthwiseContract extends KernelsUnderTest {

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void convolvesDepthwise(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    FeatureMap input = arrays.randomMap(sliding.size());
    Matrix weight = arrays.random(sliding.kernelArea(), sliding.size().channels());
    FeatureMap output = arrays.outputMap(sliding.output());

    arrays.run(() -> kernels().depthwise(input, weight, sliding.window(), output));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(output, loops.depthwise(values(input), values(weight)), sliding.kernelArea());
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void differentiatesDepthwiseByItsInput(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    FeatureMap outputGradient = arrays.randomMap(sliding.output());
    Matrix weight = arrays.random(sliding.kernelArea(), sliding.size().channels());
    FeatureMap inputGradient = arrays.outputMap(sliding.size());

    arrays.run(
        () ->
            kernels()
                .depthwiseInputGradient(outputGradient, weight, sliding.window(), inputGradient));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(
        inputGradient,
        loops.depthwiseInputGradient(values(outputGradient), values(weight)),
        sliding.kernelArea());
  }

  /** Implementations take images in groups: here the last one is smaller. */
  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void differentiatesDepthwiseOfManyPixelsByItsWeight(Situation situation) {
    Size size = new Size(5, 28, 28, 57);
    differentiatesDepthwiseByItsWeight(new SlidingCase(size, new Window(3, 2, 1), situation));
    differentiatesDepthwiseByItsWeight(new SlidingCase(size, new Window(3, 1, 1), situation));
  }

  /** Implementations take a large image in bands: the first, some between and a shorter last. */
  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void differentiatesDepthwiseOfALargeImageByItsWeight(Situation situation) {
    Size size = new Size(1, 119, 112, 41);
    differentiatesDepthwiseByItsWeight(new SlidingCase(size, new Window(3, 2, 1), situation));
    differentiatesDepthwiseByItsWeight(new SlidingCase(size, new Window(5, 1, 1), situation));
  }

  /** The last band may be shorter than the window reaches, and the one before it meets the edge. */
  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void differentiatesDepthwiseByItsWeightWhereABandEndsNearTheEdge(Situation situation) {
    Size size = new Size(1, 112, 112, 62);
    differentiatesDepthwiseByItsWeight(new SlidingCase(size, new Window(5, 1, 1), situation));
    Size square = new Size(1, 128, 128, 48);
    differentiatesDepthwiseByItsWeight(new SlidingCase(square, new Window(7, 2, 1), situation));
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void differentiatesDepthwiseByItsWeight(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    FeatureMap input = arrays.randomMap(sliding.size());
    FeatureMap outputGradient = arrays.randomMap(sliding.output());
    Matrix weightGradient = arrays.filled(2, sliding.kernelArea(), sliding.size().channels());

    arrays.run(
        () ->
            kernels()
                .depthwiseWeightGradient(input, outputGradient, sliding.window(), weightGradient));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(
        weightGradient,
        plusTwo(loops.depthwiseWeightGradient(values(input), values(outputGradient))),
        sliding.pixels() + 1);
  }
}
