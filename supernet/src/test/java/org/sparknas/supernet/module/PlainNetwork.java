package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** A network on its own, each parameter in an array of its own: what a path is compared with. */
final class PlainNetwork {

  private final Map<String, Parameter> parameters = new HashMap<>();
  private final ModuleGraph module;

  /**
   * @param values of the network's own layout
   */
  PlainNetwork(Network network, float[] values) {
    ParameterLayout layout = ParameterLayout.widest(network.blocks());
    List<ModuleGraph.Node> nodes = new ArrayList<>();
    for (Network.Node node : network.nodes()) {
      ModuleGraph block =
          BlockModules.of(
              node.block(),
              shape -> {
                int from = layout.slot(shape.name()).offset();
                INDArray value = Nd4j.create(DataType.FLOAT, shape.rows(), shape.columns());
                for (int i = 0; i < shape.size(); i++) {
                  value.putScalar(i, values[from + i]);
                }
                INDArray gradient = Nd4j.zeros(DataType.FLOAT, shape.rows(), shape.columns());
                Parameter parameter = new Parameter(shape, value, gradient);
                parameters.put(shape.name(), parameter);
                return parameter;
              });
      nodes.add(new ModuleGraph.Node(block, node.inputs()));
    }
    module = new ModuleGraph(1, nodes);
  }

  /** The logits with the batch's own statistics and without dropout. */
  FeatureMap logits(Kernels kernels, FeatureMap images) {
    return module.forward(Pass.recalibration(kernels), List.of(images));
  }

  /** Adds the gradients of a batch; returns its mean loss. */
  double backward(
      Kernels kernels, SoftmaxCrossEntropy loss, FeatureMap images, int[] labels, long seed) {
    Pass pass = Pass.training(kernels, seed);
    FeatureMap logits = module.forward(pass, List.of(images));
    SoftmaxCrossEntropy.Result result = loss.apply(logits.matrix(), labels);
    module.backward(pass, logits.with(result.gradient()));
    return result.loss();
  }

  double[] gradient(String parameter) {
    return parameters.get(parameter).gradient().dup('c').data().asDouble();
  }
}
