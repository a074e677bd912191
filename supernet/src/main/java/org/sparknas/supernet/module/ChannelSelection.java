package org.sparknas.supernet.module;

import java.util.List;
import java.util.stream.IntStream;
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
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap output = inputs.get(0).allocate(columns.length);
    pass.kernels().selectColumns(inputs.get(0).matrix(), columns, output.matrix());
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    FeatureMap inputGradient = outputGradient.allocate(inputChannels);
    pass.kernels().spreadColumns(outputGradient.matrix(), columns, inputGradient.matrix());
    return List.of(inputGradient);
  }
}
