package org.sparknas.supernet.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Storage;
import org.sparknas.supernet.module.BlockModules;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Parameter;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/** A network on its own, its parameters in memory of their own: what a path is compared with. */
final class PlainNetwork {

  private final Map<String, Parameter> parameters = new HashMap<>();
  private final Engine engine;
  private final ModuleGraph modules;
  private final ThreadGradients gradients;

  /**
   * @param values of the network's own layout
   */
  PlainNetwork(Kernels kernels, Network network, float[] values) {
    engine = new Engine(kernels, DataType.FLOAT, 1);
    gradients = engine.gradients(values.length);
    ParameterLayout layout = ParameterLayout.widest(network.blocks());
    Storage storage = Storage.allocate(DataType.FLOAT, values.length);
    storage.write(0, values, 0, values.length);
    for (ParameterLayout.Slot slot : layout.slots()) {
      ParameterShape shape = slot.shape();
      Matrix value = storage.matrix(slot.offset(), shape.rows(), shape.columns());
      parameters.put(shape.name(), new Parameter(shape, value));
    }
    ModuleGraph.Builder builder = new ModuleGraph.Builder(network.input());
    int value = 0;
    for (Network.Node node : network.nodes()) {
      value = builder.add(BlockModules.of(node.block(), s -> parameters.get(s.name())), value);
    }
    modules = builder.build();
  }

  /** The logits with the batch's own statistics and without dropout. */
  double[] logits(FeatureMap images) {
    return engine.recalibrate(modules, List.of(images), Map.of()).output().matrix().values();
  }

  /** Adds the gradients of a batch; returns its mean loss. */
  double backward(SoftmaxCrossEntropy loss, FeatureMap images, int[] labels, long seed) {
    TrainingRun run = engine.train(modules, List.of(images), seed, Map.of());
    FeatureMap gradient = run.outputGradient();
    double batchLoss = loss.apply(run.output().matrix(), labels, gradient.matrix());
    run.backward(gradient, gradients);
    return batchLoss;
  }

  double[] gradient(String parameter) {
    return gradients.of(parameters.get(parameter)).values();
  }
}
