package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Full convolutions equal the loops. */
interface ConvolutionContract extends KernelsUnderTest {

  int OUTPUTS = 6;

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void convolves(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    int summands = sliding.size().channels() * sliding.kernelArea();
    FeatureMap input = arrays.randomMap(sliding.size());
    INDArray weight = arrays.random(summands, OUTPUTS);
    FeatureMap output = arrays.outputMap(sliding.output().channels(OUTPUTS));

    arrays.run(() -> kernels().convolution(input, weight, sliding.window(), output));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(output, loops.full(values(input), values(weight), OUTPUTS), summands);
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.CONVOLUTIONS)
  default void differentiatesConvolutions(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    int weightRows = sliding.size().channels() * sliding.kernelArea();
    FeatureMap input = arrays.randomMap(sliding.size());
    INDArray weight = arrays.random(weightRows, OUTPUTS);
    FeatureMap outputGradient = arrays.randomMap(sliding.output().channels(OUTPUTS));
    FeatureMap inputGradient = arrays.outputMap(sliding.size());
    INDArray weightGradient = arrays.output(weightRows, OUTPUTS);

    arrays.run(
        () ->
            kernels()
                .convolutionGradients(
                    input,
                    weight,
                    sliding.window(),
                    outputGradient,
                    inputGradient,
                    weightGradient));

    ConvolutionLoops loops = new ConvolutionLoops(sliding.size(), sliding.window());
    assertClose(
        inputGradient,
        loops.fullInputGradient(values(outputGradient), values(weight), OUTPUTS),
        OUTPUTS * sliding.kernelArea());
    assertClose(
        weightGradient,
        loops.fullWeightGradient(values(input), values(outputGradient), OUTPUTS),
        sliding.pixels());
  }
}
