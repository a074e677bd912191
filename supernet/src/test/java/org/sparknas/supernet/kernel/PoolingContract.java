package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pooling equals the loops. */
interface PoolingContract extends KernelsUnderTest {

  @ParameterizedTest
  @MethodSource(SlidingCase.POOLINGS)
  default void takesTheMaximumOfEachWindow(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    double[] belowZero = new double[sliding.size().length()];
    Arrays.setAll(belowZero, i -> -1.5 - Math.sin(i));
    Matrix matrix = arrays.of(sliding.size().rows(), sliding.size().channels(), belowZero);
    FeatureMap input = WatchedArrays.map(matrix, sliding.size());
    FeatureMap output = arrays.outputMap(sliding.output());

    arrays.run(() -> kernels().maximumPool(input, sliding.window(), output));

    PoolingLoops loops = new PoolingLoops(sliding.size(), sliding.window());
    assertClose(output, loops.maximum(values(input)), 1);
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.POOLINGS)
  default void sendsTheGradientToTheMaximum(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    FeatureMap input = arrays.randomMap(sliding.size());
    FeatureMap outputGradient = arrays.randomMap(sliding.output());
    FeatureMap inputGradient = arrays.outputMap(sliding.size());

    arrays.run(
        () ->
            kernels().maximumPoolGradient(input, sliding.window(), outputGradient, inputGradient));

    PoolingLoops loops = new PoolingLoops(sliding.size(), sliding.window());
    assertClose(
        inputGradient,
        loops.maximumGradient(values(input), values(outputGradient)),
        sliding.kernelArea());
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.POOLINGS)
  default void sendsTheGradientToTheFirstOfEqualMaxima(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    Matrix equal =
        arrays.of(
            sliding.size().rows(), sliding.size().channels(), new double[sliding.size().length()]);
    FeatureMap input = WatchedArrays.map(equal, sliding.size());
    FeatureMap outputGradient = arrays.randomMap(sliding.output());
    FeatureMap inputGradient = arrays.outputMap(sliding.size());

    arrays.run(
        () ->
            kernels().maximumPoolGradient(input, sliding.window(), outputGradient, inputGradient));

    PoolingLoops loops = new PoolingLoops(sliding.size(), sliding.window());
    assertClose(
        inputGradient,
        loops.maximumGradient(values(input), values(outputGradient)),
        sliding.kernelArea());
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.POOLINGS)
  default void averagesEachWindowWithoutPadding(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    FeatureMap input = arrays.randomMap(sliding.size());
    FeatureMap output = arrays.outputMap(sliding.output());

    arrays.run(() -> kernels().averagePool(input, sliding.window(), output));

    PoolingLoops loops = new PoolingLoops(sliding.size(), sliding.window());
    assertClose(output, loops.average(values(input)), sliding.kernelArea());
  }

  @ParameterizedTest
  @MethodSource(SlidingCase.POOLINGS)
  default void sharesTheGradientOfAnAverage(SlidingCase sliding) {
    WatchedArrays arrays = sliding.arrays();
    FeatureMap outputGradient = arrays.randomMap(sliding.output());
    FeatureMap inputGradient = arrays.outputMap(sliding.size());

    arrays.run(
        () -> kernels().averagePoolGradient(outputGradient, sliding.window(), inputGradient));

    PoolingLoops loops = new PoolingLoops(sliding.size(), sliding.window());
    assertClose(inputGradient, loops.averageGradient(values(outputGradient)), sliding.kernelArea());
  }
}
