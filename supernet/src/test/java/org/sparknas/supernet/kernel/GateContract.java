package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What squeeze-and-excitation does to whole images equals the loops. */
interface GateContract extends KernelsUnderTest {

  String CASES = "org.sparknas.supernet.kernel.GateContract#cases";

  static Stream<Arguments> cases() {
    return Stream.of(
            new Size(1, 1, 1, 1),
            new Size(3, 1, 1, 5),
            new Size(1, 5, 7, 3),
            new Size(3, 14, 14, 17),
            new Size(3, 7, 5, 57))
        .flatMap(size -> Situation.all().map(situation -> Arguments.of(size, situation)));
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void averagesEachImage(Size size, Situation situation) {
    WatchedArrays arrays = situation.arrays();
    FeatureMap input = arrays.randomMap(size);
    Matrix result = arrays.output(size.images(), size.channels());

    arrays.run(() -> kernels().globalAverage(input, result));

    double[] sums = sumsOfImages(size, values(input));
    assertClose(result, scaled(sums, 1.0 / pixels(size)), pixels(size));
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void spreadsTheGradientOfAnAverage(Size size, Situation situation) {
    WatchedArrays arrays = situation.arrays();
    Matrix outputGradient = arrays.random(size.images(), size.channels());
    FeatureMap inputGradient = arrays.outputMap(size);

    arrays.run(() -> kernels().globalAverageGradient(outputGradient, inputGradient));

    double[] spread = perPixel(size, values(outputGradient));
    assertClose(inputGradient, scaled(spread, 1.0 / pixels(size)), 1);
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void gatesEachImagesChannels(Size size, Situation situation) {
    WatchedArrays arrays = situation.arrays();
    FeatureMap input = arrays.randomMap(size);
    Matrix gates = arrays.random(size.images(), size.channels());
    FeatureMap output = arrays.outputMap(size);

    arrays.run(() -> kernels().gate(input, gates, output));

    assertClose(output, products(values(input), perPixel(size, values(gates))), 1);
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void differentiatesByTheGates(Size size, Situation situation) {
    WatchedArrays arrays = situation.arrays();
    FeatureMap input = arrays.randomMap(size);
    FeatureMap outputGradient = arrays.randomMap(size);
    Matrix gatesGradient = arrays.output(size.images(), size.channels());

    arrays.run(() -> kernels().gateGradient(input, outputGradient, gatesGradient));

    double[] products = products(values(input), values(outputGradient));
    assertClose(gatesGradient, sumsOfImages(size, products), pixels(size));
  }

  private static int pixels(Size size) {
    return size.height() * size.width();
  }

  private static int gateOf(Size size, int element) {
    int image = element / (pixels(size) * size.channels());
    return image * size.channels() + element % size.channels();
  }

  private static double[] sumsOfImages(Size size, double[] values) {
    double[] sums = new double[size.images() * size.channels()];
    for (int i = 0; i < values.length; i++) {
      sums[gateOf(size, i)] += values[i];
    }
    return sums;
  }

  private static double[] perPixel(Size size, double[] gates) {
    return IntStream.range(0, size.length()).mapToDouble(i -> gates[gateOf(size, i)]).toArray();
  }

  private static double[] products(double[] left, double[] right) {
    return IntStream.range(0, left.length).mapToDouble(i -> left[i] * right[i]).toArray();
  }

  private static double[] scaled(double[] values, double factor) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] * factor).toArray();
  }
}
