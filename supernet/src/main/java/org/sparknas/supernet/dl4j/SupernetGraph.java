package org.sparknas.supernet.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.module.Supernet;

/** A supernet as a DL4J graph: the supernet layer, then softmax cross-entropy. */
public final class SupernetGraph {
  private static final String IMAGES = "images";
  private static final String SUPERNET = "supernet";
  private static final String LOSS = "loss";

  private SupernetGraph() {}

  /** An initialised graph with these parameters and an updater state of zeros. */
  public static ComputationGraph of(Supernet supernet, float[] values, IUpdater updater) {
    Network any = anyNetwork(supernet);
    SupernetLayer layer =
        new SupernetLayer(
            supernet.layout().length(), any.input().channels(), any.output().channels());
    layer.setIUpdater(updater);
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(updater)
            .graphBuilder()
            .addInputs(IMAGES)
            .addLayer(SUPERNET, layer, IMAGES)
            .addLayer(
                LOSS,
                new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .build(),
                SUPERNET)
            .setOutputs(LOSS)
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    try (INDArray copy = Nd4j.createFromArray(values)) {
      graph.params().assign(copy.reshape(graph.params().shape()));
    }
    return graph;
  }

  private static Network anyNetwork(Supernet supernet) {
    return supernet.space().cheapest(block -> 0).network();
  }

  /** Chooses the path that the graph computes from now on. */
  public static void walk(ComputationGraph graph, Supernet supernet, Architecture path) {
    ((SupernetLayerImplementation) graph.getLayer(SUPERNET)).walk(supernet, path.network());
  }
}
