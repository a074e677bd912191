package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.kernel.FeatureMap;

/** The channels of several inputs behind each other. */
final class ChannelConcatenation implements Module {

  private record Kept(List<Integer> channels) {}

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    List<Integer> channels = inputs.stream().map(FeatureMap::channels).toList();
    FeatureMap output = inputs.get(0).allocate(channels.stream().mapToInt(Integer::intValue).sum());
    pass.kernels().concatenate(inputs.stream().map(FeatureMap::matrix).toList(), output.matrix());
    pass.keep(this, new Kept(channels));
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    List<FeatureMap> gradients = new ArrayList<>();
    int from = 0;
    for (int channels : pass.recall(this, Kept.class).channels()) {
      FeatureMap part = outputGradient.allocate(channels);
      int[] columns = IntStream.range(from, from + channels).toArray();
      pass.kernels().selectColumns(outputGradient.matrix(), columns, part.matrix());
      gradients.add(part);
      from += channels;
    }
    return gradients;
  }
}
