package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

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
    pass.kernels().selectColumns(inputs.get(0).matrix(), columns, output.matrix());
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    if (inputGradients.get(0) != null) {
      pass.kernels()
          .spreadColumns(outputGradient.matrix(), columns, inputGradients.get(0).matrix());
    }
  }
}
