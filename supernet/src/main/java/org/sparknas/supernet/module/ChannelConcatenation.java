package org.sparknas.supernet.module;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.FeatureMap;

/** The channels of several inputs behind each other. */
final class ChannelConcatenation implements Module {

  /** For each input the channels of the output that are its own. */
  private final List<int[]> columns;

  /**
   * @param channels of each input
   */
  ChannelConcatenation(int... channels) {
    int[] ends = new int[channels.length + 1];
    for (int i = 0; i < channels.length; i++) {
      ends[i + 1] = ends[i] + channels[i];
    }
    columns =
        IntStream.range(0, channels.length)
            .mapToObj(i -> IntStream.range(ends[i], ends[i + 1]).toArray())
            .toList();
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return inputs.get(0).withChannels(inputs.stream().mapToInt(Shape::channels).sum());
  }

  @Override
  public void forward(Pass pass, List<FeatureMap> inputs, FeatureMap output) {
    pass.kernels().concatenate(inputs.stream().map(FeatureMap::matrix).toList(), output.matrix());
  }

  @Override
  public void backward(
      Pass pass,
      IntFunction<FeatureMap> inputs,
      FeatureMap outputGradient,
      List<FeatureMap> inputGradients) {
    for (int i = 0; i < columns.size(); i++) {
      if (inputGradients.get(i) != null) {
        pass.kernels()
            .selectColumns(outputGradient.matrix(), columns.get(i), inputGradients.get(i).matrix());
      }
    }
  }
}
