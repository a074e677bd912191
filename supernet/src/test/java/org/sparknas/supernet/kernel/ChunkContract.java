package org.sparknas.supernet.kernel;

import static org.sparknas.supernet.kernel.Closeness.assertClose;
import static org.sparknas.supernet.kernel.WatchedArrays.values;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch in chunks of images, worked on by several threads at once, gives what it gives whole. */
interface ChunkContract extends KernelsUnderTest {

  String CASES = "org.sparknas.supernet.kernel.ChunkContract#cases";
  int OUTPUTS = 11;
  int THREADS = 3;

  static Stream<Arguments> cases() {
    return Situation.all()
        .flatMap(
            situation ->
                Stream.of(new Window(3, 1, 1), new Window(5, 2, 1))
                    .map(window -> Arguments.of(situation, window)));
  }

  /** A chunk's share of a step: what one thread does between two batch norms and back. */
  record Layers(
      Kernels kernels, Window window, NormalisationRows rows, Matrix weight, Matrix taps) {

    private static final ElementFunction FUNCTION = ElementFunction.SWISH;

    /** What a chunk gives: output, gradient by the input, and its shares of three sums. */
    record Results(
        FeatureMap output,
        FeatureMap inputGradient,
        Matrix weightGradient,
        Matrix tapsGradient,
        NormalisationSums sums) {

      static Results of(FeatureMap input, Layers layers) {
        FeatureMap wide = like(input, OUTPUTS);
        return new Results(
            strided(wide, layers.window()),
            like(input, input.channels()),
            zeros(layers.weight()),
            zeros(layers.taps()),
            NormalisationSums.zeros(OUTPUTS));
      }

      Results images(int from, int count, Layers layers) {
        return new Results(
            output.images(from, count),
            inputGradient.images(from, count),
            zeros(layers.weight()),
            zeros(layers.taps()),
            NormalisationSums.zeros(OUTPUTS));
      }

      void add(Results others) {
        weightGradient.array().addi(others.weightGradient.array());
        tapsGradient.array().addi(others.tapsGradient.array());
        sums.add(others.sums);
      }
    }

    void run(FeatureMap input, FeatureMap outputGradient, Results results) {
      FeatureMap wide = like(input, OUTPUTS);
      FeatureMap normal = like(input, OUTPUTS);
      FeatureMap gradient = like(input, OUTPUTS);
      kernels.product(input.matrix(), false, weight, false, wide.matrix());
      kernels.normalise(wide.matrix(), rows, FUNCTION, normal.matrix());
      kernels.depthwise(normal, taps, window, results.output());
      kernels.depthwiseWeightGradient(normal, outputGradient, window, results.tapsGradient());
      kernels.depthwiseInputGradient(outputGradient, taps, window, gradient);
      results
          .sums()
          .add(
              kernels.normalisationSums(
                  wide.matrix(), gradient.matrix(), rows, FUNCTION, normal.matrix()));
      kernels.addTransposedProduct(input.matrix(), normal.matrix(), results.weightGradient());
      kernels.product(normal.matrix(), false, weight, true, results.inputGradient().matrix());
    }

    private static FeatureMap like(FeatureMap map, int channels) {
      return FeatureMap.allocate(
          map.matrix().type(), map.images(), map.height(), map.width(), channels);
    }

    private static FeatureMap strided(FeatureMap map, Window window) {
      return FeatureMap.allocate(
          map.matrix().type(),
          map.images(),
          window.output(map.height()),
          window.output(map.width()),
          map.channels());
    }

    private static Matrix zeros(Matrix model) {
      Matrix zeros = Matrix.allocate(model.type(), model.rows(), model.columns());
      zeros.array().assign(0);
      return zeros;
    }
  }

  @ParameterizedTest
  @MethodSource(CASES)
  default void givesTheSameInChunksOnSeveralThreads(Situation situation, Window window)
      throws Exception {
    Size size = new Size(13, 9, 6, 5);
    WatchedArrays arrays = situation.arrays();
    FeatureMap input = arrays.randomMap(size);
    FeatureMap outputGradient = arrays.randomMap(size.after(window).channels(OUTPUTS));
    double[] ones = new ChannelLoops(1, OUTPUTS).filled(1);
    Layers layers =
        new Layers(
            kernels(),
            window,
            new NormalisationRows(ones, ones, ones, ones),
            arrays.random(size.channels(), OUTPUTS),
            arrays.random(window.kernel() * window.kernel(), OUTPUTS));
    Layers.Results whole = Layers.Results.of(input, layers);
    layers.run(input, outputGradient, whole);

    Layers.Results together = Layers.Results.of(input, layers);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Layers.Results>> chunks =
          IntStream.range(0, size.images())
              .<Callable<Layers.Results>>mapToObj(
                  image ->
                      () -> {
                        Layers.Results part = together.images(image, 1, layers);
                        layers.run(input.images(image, 1), outputGradient.images(image, 1), part);
                        return part;
                      })
              .toList();
      for (Future<Layers.Results> part : threads.invokeAll(chunks)) {
        together.add(part.get());
      }
    } finally {
      threads.shutdown();
    }

    int summands = size.rows();
    // A value sums the window's taps, each of which is a sum over the input's channels.
    int taps = window.kernel() * window.kernel() * size.channels();
    assertClose(together.output(), values(whole.output()), taps);
    assertClose(together.inputGradient(), values(whole.inputGradient()), OUTPUTS);
    assertClose(together.weightGradient(), values(whole.weightGradient()), summands);
    assertClose(together.tapsGradient(), values(whole.tapsGradient()), summands);
    assertClose(situation.type(), together.sums().product(), whole.sums().product(), summands);
    assertClose(situation.type(), together.sums().gradient(), whole.sums().gradient(), summands);
  }
}
