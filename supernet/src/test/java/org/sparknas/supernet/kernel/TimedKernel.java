package org.sparknas.supernet.kernel;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Each kernel with arguments as the modules give them. */
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
public enum TimedKernel {
  POINTWISE_EXPAND(
      m -> {
        Matrix input = m.matrix(m.rows(), m.narrow());
        Matrix weight = m.matrix(m.narrow(), m.channels);
        Matrix output = m.matrix();
        return product(m, () -> m.kernels().product(input, false, weight, false, output));
      }),
  POINTWISE_PROJECT(
      m -> {
        Matrix input = m.matrix();
        Matrix weight = m.matrix(m.channels, m.narrow());
        Matrix output = m.matrix(m.rows(), m.narrow());
        return product(m, () -> m.kernels().product(input, false, weight, false, output));
      }),
  POINTWISE_INPUT_GRADIENT(
      m -> {
        Matrix gradient = m.matrix();
        Matrix weight = m.matrix(m.narrow(), m.channels);
        Matrix result = m.matrix(m.rows(), m.narrow());
        return product(m, () -> m.kernels().product(gradient, false, weight, true, result));
      }),
  POINTWISE_WEIGHT_GRADIENT(
      m -> {
        Matrix input = m.matrix(m.rows(), m.narrow());
        Matrix gradient = m.matrix();
        Matrix result = m.matrix(m.narrow(), m.channels);
        return product(m, () -> m.kernels().addTransposedProduct(input, gradient, result));
      }),
  CONVOLUTION(m -> new TimedConvolution(m).forward()),
  CONVOLUTION_INPUT_GRADIENT(m -> new TimedConvolution(m).inputGradient()),
  CONVOLUTION_WEIGHT_GRADIENT(m -> new TimedConvolution(m).weightGradient()),
  DEPTHWISE_3(m -> new TimedDepthwise(m, 3, 1).forward()),
  DEPTHWISE_3_INPUT_GRADIENT(m -> new TimedDepthwise(m, 3, 1).inputGradient()),
  DEPTHWISE_3_WEIGHT_GRADIENT(m -> new TimedDepthwise(m, 3, 1).weightGradient()),
  DEPTHWISE_5(m -> new TimedDepthwise(m, 5, 1).forward()),
  DEPTHWISE_5_INPUT_GRADIENT(m -> new TimedDepthwise(m, 5, 1).inputGradient()),
  DEPTHWISE_5_WEIGHT_GRADIENT(m -> new TimedDepthwise(m, 5, 1).weightGradient()),
  DEPTHWISE_3_STRIDE_2(m -> new TimedDepthwise(m, 3, 2).forward()),
  DEPTHWISE_3_STRIDE_2_INPUT_GRADIENT(m -> new TimedDepthwise(m, 3, 2).inputGradient()),
  DEPTHWISE_3_STRIDE_2_WEIGHT_GRADIENT(m -> new TimedDepthwise(m, 3, 2).weightGradient()),
  MOMENTS(
      m -> {
        Matrix input = m.matrix();
        return passes(m, 2, 1, () -> m.kernels().moments(input));
      }),
  NORMALISE(m -> normalise(m, ElementFunction.IDENTITY)),
  NORMALISE_RELU6(m -> normalise(m, ElementFunction.RELU6)),
  NORMALISE_SWISH(m -> normalise(m, ElementFunction.SWISH)),
  NORMALISE_HARD_SWISH(m -> normalise(m, ElementFunction.HARD_SWISH)),
  NORMALISATION_SUMS(m -> normalisationSums(m, ElementFunction.IDENTITY)),
  NORMALISATION_SUMS_RELU6(m -> normalisationSums(m, ElementFunction.RELU6)),
  NORMALISATION_SUMS_SWISH(m -> normalisationSums(m, ElementFunction.SWISH)),
  NORMALISATION_SUMS_HARD_SWISH(m -> normalisationSums(m, ElementFunction.HARD_SWISH)),
  NORMALISE_GRADIENT(
      m -> {
        Matrix input = m.matrix();
        Matrix gradient = m.matrix();
        Matrix result = m.matrix();
        NormalisationRows rows = m.normalisation();
        NormalisationSums sums = NormalisationSums.zeros(m.channels);
        return passes(
            m,
            6,
            3,
            () -> m.kernels().normaliseGradient(input, gradient, rows, sums, m.rows(), result));
      }),
  APPLY_RELU(m -> apply(m, ElementFunction.RELU)),
  APPLY_SIGMOID(m -> apply(m, ElementFunction.SIGMOID)),
  APPLY_SWISH(m -> apply(m, ElementFunction.SWISH)),
  APPLY_GRADIENT_RELU(m -> applyGradient(m, ElementFunction.RELU)),
  APPLY_GRADIENT_SWISH(m -> applyGradient(m, ElementFunction.SWISH)),
  GLOBAL_AVERAGE(
      m -> {
        FeatureMap input = m.map();
        Matrix result = m.matrix(m.images, m.channels);
        return passes(m, 1, 1, () -> m.kernels().globalAverage(input, result));
      }),
  GLOBAL_AVERAGE_GRADIENT(
      m -> {
        Matrix gradient = m.matrix(m.images, m.channels);
        FeatureMap result = m.map();
        return passes(m, 0, 1, () -> m.kernels().globalAverageGradient(gradient, result));
      }),
  MAXIMUM_POOL(m -> new TimedPooling(m).maximum()),
  MAXIMUM_POOL_GRADIENT(m -> new TimedPooling(m).maximumGradient()),
  AVERAGE_POOL(m -> new TimedPooling(m).average()),
  AVERAGE_POOL_GRADIENT(m -> new TimedPooling(m).averageGradient()),
  GATE(
      m -> {
        FeatureMap input = m.map();
        Matrix gates = m.matrix(m.images, m.channels);
        FeatureMap result = m.map();
        return passes(m, 1, 2, () -> m.kernels().gate(input, gates, result));
      }),
  GATE_GRADIENT(
      m -> {
        FeatureMap input = m.map();
        FeatureMap gradient = m.map();
        Matrix result = m.matrix(m.images, m.channels);
        return passes(m, 2, 2, () -> m.kernels().gateGradient(input, gradient, result));
      }),
  SELECT_COLUMNS(
      m -> {
        Matrix input = m.matrix();
        Matrix result = m.matrix();
        int[] columns = m.shuffled();
        return passes(
            m, 0, 2, () -> m.kernels().selectColumns(input, columns, ColumnRange.all(result)));
      }),
  SPREAD_COLUMNS(
      m -> {
        Matrix input = m.matrix();
        Matrix result = m.matrix();
        int[] columns = m.shuffled();
        return passes(m, 0, 2, () -> m.kernels().spreadColumns(input, columns, result));
      }),
  SELECT_HALF(
      m -> {
        int half = Math.max(1, m.channels / 2);
        Matrix input = m.matrix(m.rows(), 2 * half);
        ColumnRange result = new ColumnRange(m.matrix(m.rows(), 2 * half), half, half);
        int[] columns = IntStream.range(0, half).map(j -> j % 2 * half + j / 2).toArray();
        return passes(m, 0, 1, () -> m.kernels().selectColumns(input, columns, result));
      }),
  ADD_ROW(
      m -> {
        Matrix input = m.matrix();
        Matrix row = m.matrix(1, m.channels);
        Matrix result = m.matrix();
        return passes(m, 1, 2, () -> m.kernels().addRow(input, row, result));
      }),
  ADD_COLUMN_SUMS(
      m -> {
        Matrix input = m.matrix();
        Matrix result = m.matrix(1, m.channels);
        return passes(m, 1, 1, () -> m.kernels().addColumnSums(input, result));
      }),
  ADD(
      m -> {
        Matrix left = m.matrix();
        Matrix right = m.matrix();
        Matrix result = m.matrix();
        return passes(m, 1, 3, () -> m.kernels().add(left, right, result));
      }),
  MULTIPLY(
      m -> {
        Matrix left = m.matrix();
        Matrix right = m.matrix();
        Matrix result = m.matrix();
        return passes(m, 1, 3, () -> m.kernels().multiply(left, right, result));
      }),
  ADD_SCALED(
      m -> {
        Matrix input = m.matrix();
        Matrix result = m.matrix();
        return passes(m, 2, 3, () -> m.kernels().addScaled(1e-6, input, result));
      }),
  DOT(
      m -> {
        Matrix left = m.matrix();
        Matrix right = m.matrix();
        return passes(m, 2, 2, () -> m.kernels().dot(left, right));
      }),
  DESCEND(
      m -> {
        List<Matrix> gradients = List.of(m.matrix(), m.matrix());
        Matrix velocities = m.matrix();
        Matrix values = m.matrix();
        MomentumStep step = MomentumStep.plain(1e-3, 0.9).of(1, 1e-4);
        return passes(m, 11, 8, () -> m.kernels().descend(step, gradients, velocities, values));
      }),
  COPY(
      m -> {
        Matrix input = m.matrix();
        Matrix result = m.matrix();
        return passes(m, 0, 2, () -> m.kernels().copy(input, result));
      }),
  FILL(
      m -> {
        Matrix result = m.matrix();
        return passes(m, 0, 1, () -> m.kernels().fill(0, result));
      });

  private final Function<KernelMaps, KernelCall> source;

  TimedKernel(Function<KernelMaps, KernelCall> source) {
    this.source = source;
  }

  KernelCall on(KernelMaps maps) {
    return source.apply(maps);
  }

  /** One matrix product between the wide and the narrow side of a 1x1 convolution. */
  private static KernelCall product(KernelMaps m, Runnable call) {
    double numbers = m.size() + (double) m.rows() * m.narrow() + (double) m.channels * m.narrow();
    return new KernelCall(call, 2 * m.size() * m.narrow(), numbers);
  }

  /** Something that looks at each number of the map, in one pass. */
  private static KernelCall passes(KernelMaps m, int operations, int numbers, Runnable call) {
    return new KernelCall(call, operations * m.size(), numbers * m.size());
  }

  private static KernelCall normalise(KernelMaps m, ElementFunction function) {
    Matrix input = m.matrix();
    Matrix result = m.matrix();
    NormalisationRows rows = m.normalisation();
    return passes(m, 2, 2, () -> m.kernels().normalise(input, rows, function, result));
  }

  private static KernelCall normalisationSums(KernelMaps m, ElementFunction function) {
    Matrix input = m.matrix();
    Matrix gradient = m.matrix();
    Matrix result = m.matrix();
    NormalisationRows rows = m.normalisation();
    return passes(
        m, 5, 3, () -> m.kernels().normalisationSums(input, gradient, rows, function, result));
  }

  private static KernelCall apply(KernelMaps m, ElementFunction function) {
    Matrix input = m.matrix();
    Matrix result = m.matrix();
    return passes(m, 0, 2, () -> m.kernels().apply(function, input, result));
  }

  private static KernelCall applyGradient(KernelMaps m, ElementFunction function) {
    Matrix input = m.matrix();
    Matrix gradient = m.matrix();
    Matrix result = m.matrix();
    return passes(m, 1, 3, () -> m.kernels().applyGradient(function, input, gradient, result));
  }
}
