package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/**
 * Squeeze-and-excitation: each image's channels are multiplied by gates computed from their means
 * (Hu et al., Squeeze-and-Excitation Networks, section 3).
 */
final class ChannelGate implements Module {

  private record Kept(FeatureMap input, FeatureMap gates) {}

  private final Module gates;

  /**
   * @param gates makes {@code [N, C]} gates out of {@code [N, C]} means
   */
  ChannelGate(Module gates) {
    this.gates = gates;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    FeatureMap means = input.allocate(1, 1, input.channels());
    pass.kernels().globalAverage(input, means.matrix());
    FeatureMap computed = gates.forward(pass, List.of(means));
    FeatureMap output = input.allocate(input.channels());
    pass.kernels().gate(input, computed.matrix(), output);
    pass.keep(this, new Kept(input, computed));
    return output;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    Kernels kernels = pass.kernels();
    Kept kept = pass.recall(this, Kept.class);
    FeatureMap input = kept.input();
    INDArray gateGradient =
        Nd4j.createUninitialized(input.matrix().dataType(), kept.gates().matrix().shape());
    kernels.gateGradient(input, outputGradient, gateGradient);
    FeatureMap meanGradient = gates.backward(pass, kept.gates().with(gateGradient)).get(0);

    FeatureMap direct = input.allocate(input.channels());
    kernels.gate(outputGradient, kept.gates().matrix(), direct);
    FeatureMap throughMeans = input.allocate(input.channels());
    kernels.globalAverageGradient(meanGradient.matrix(), throughMeans);
    kernels.addScaled(1, throughMeans.matrix(), direct.matrix());
    return List.of(direct);
  }
}
