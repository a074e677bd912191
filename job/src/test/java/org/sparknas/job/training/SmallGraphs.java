package org.sparknas.job.training;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Plain DL4J graphs for {@link NumberedBatches}. */
final class SmallGraphs {
  private SmallGraphs() {}

  /** Convolution, batch norm and two dense layers, with momentum and decay. */
  static ComputationGraph convolution(IUpdater updater, double retained) {
    return init(
        builder(updater)
            .addLayer(
                "convolution",
                new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build(),
                "images")
            .addLayer("norm", new BatchNormalization.Builder().build(), "convolution")
            .addLayer(
                "dense",
                new DenseLayer.Builder()
                    .nOut(10)
                    .activation(Activation.TANH)
                    .dropOut(retained)
                    .build(),
                "norm")
            .addLayer("output", output(), "dense"));
  }

  /** Dense layers only, so that the updater's state is laid out like the parameters. */
  static ComputationGraph dense(IUpdater updater) {
    return init(
        builder(updater)
            .addLayer(
                "dense",
                new DenseLayer.Builder().nOut(10).activation(Activation.TANH).build(),
                "images")
            .addLayer("output", output(), "dense"));
  }

  /** Momentum 0.9; the rate depends on the iteration, and so on the counters being right. */
  static IUpdater nesterov() {
    return new Nesterovs(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.7, 2), 0.9);
  }

  private static ComputationGraphConfiguration.GraphBuilder builder(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(5)
        .weightInit(WeightInit.XAVIER)
        .updater(updater)
        .l2(1e-3)
        .graphBuilder()
        .addInputs("images")
        .setInputTypes(InputType.convolutional(NumberedBatches.SIZE, NumberedBatches.SIZE, 1))
        .setOutputs("output");
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(NumberedBatches.CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ComputationGraph init(ComputationGraphConfiguration.GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }
}
