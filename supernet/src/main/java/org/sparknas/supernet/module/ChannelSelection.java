package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ColumnRange;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;

/** Some of the channels in some order: the shuffle, the split, or both at once. */
final class ChannelSelection implements Module {

  private final int[] columns;
  private final int inputChannels;

  ChannelSelection(int[] columns, int inputChannels) {
    this.columns = columns.clone();
    this.inputChannels = inputChannels;
  }

  /** {@code out[g·i + j] = in[j·(C/g) + i]} for g groups. */
  static ChannelSelection shuffle(int channels, int groups) {
    int[] columns =
        IntStream.range(0, channels)
            .map(out -> out % groups * (channels / groups) + out / groups)
            .toArray();
    return new ChannelSelection(columns, channels);
  }

  static ChannelSelection slice(int from, int to, int channels) {
    return new ChannelSelection(IntStream.range(from, to).toArray(), channels);
  }

  /** All channels as they are. */
  static ChannelSelection all(int channels) {
    return slice(0, channels, channels);
  }

  /** How many it takes. */
  int channels() {
    return columns.length;
  }

  /** Whether it takes all channels as they are. */
  boolean isWhole() {
    return columns.length == inputChannels
        && IntStream.range(0, columns.length).allMatch(j -> columns[j] == j);
  }

  /** This selection of what an earlier one left. */
  ChannelSelection after(ChannelSelection earlier) {
    int[] composed = IntStream.of(columns).map(column -> earlier.columns[column]).toArray();
    return new ChannelSelection(composed, earlier.inputChannels);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0).withChannels(columns.length);
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    forward(pass, inputs.get(0), ColumnRange.all(output.matrix()));
  }

  void forward(Pass pass, FeatureMap input, ColumnRange output) {
    pass.kernels().selectColumns(input.matrix(), columns, output);
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    if (inputGradients.get(0) != null) {
      backward(pass, outputGradient.matrix(), inputGradients.get(0).matrix());
    }
  }

  void backward(Pass pass, Matrix outputGradient, Matrix inputGradient) {
    pass.kernels().spreadColumns(outputGradient, columns, inputGradient);
  }
}
