package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.Closeness.plusTwo;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Full convolutions equal the loops. */
interface ConvolutionContract extends KernelsUnderTest {

  int OUTPUTS = 6;

  /** Implementations take a large image some lines at a time: here the last lines are fewer. */
  @ParameterizedTest
  @MethodSource(Situation.ALL)
  default void convolvesLargeImages(Situation situation) {
    Size size = new Size(1, 40, 40, 17);
    for (Window window : List.of(new Window(7, 1, 1), new Window(7, 2, 1))) {
      SlidingCase sliding = new SlidingCase(size, window, situation);
      convolves(sliding);
      differentiatesConvolutionsByTheirInput(sliding);
      differentiatesConvolutionsByTheirWeight(sliding);
    }
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void convolves(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    int summands = sliding.size().channels() * sliding.kernelArea();
    FeatureMap input = arrays.randomMap(sliding.size());
    Matrix weight = arrays.random(summands, OUTPUTS);
    FeatureMap output = arrays.outputMap(sliding.output().channels(OUTPUTS));

    arrays.run(() -> kernels().convolution(input, weight, sliding.window(), output));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(output, loops.full(values(input), values(weight), OUTPUTS), summands);
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void differentiatesConvolutionsByTheirInput(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    Matrix weight = arrays.random(sliding.size().channels() * sliding.kernelArea(), OUTPUTS);
    FeatureMap outputGradient = arrays.randomMap(sliding.output().channels(OUTPUTS));
    FeatureMap inputGradient = arrays.outputMap(sliding.size());

    arrays.run(
        () ->
            kernels()
                .convolutionInputGradient(outputGradient, weight, sliding.window(), inputGradient));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(
        inputGradient,
        loops.fullInputGradient(values(outputGradient), values(weight), OUTPUTS),
        OUTPUTS * sliding.kernelArea());
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void differentiatesConvolutionsByTheirWeight(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    int weightRows = sliding.size().channels() * sliding.kernelArea();
    FeatureMap input = arrays.randomMap(sliding.size());
    FeatureMap outputGradient = arrays.randomMap(sliding.output().channels(OUTPUTS));
    Matrix weightGradient = arrays.filled(2, weightRows, OUTPUTS);

    arrays.run(
        () ->
            kernels()
                .convolutionWeightGradient(
                    input, outputGradient, sliding.window(), weightGradient));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(
        weightGradient,
        plusTwo(loops.fullWeightGradient(values(input), values(outputGradient), OUTPUTS)),
        sliding.pixels() + 1);
  }
}
