package org.sparknas.supernet.dl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.engine.TrainingRun;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.module.ModuleGraph;
import org.sparknas.supernet.module.Supernet;

/**
 * Computes one path of a supernet inside a DL4J graph, forward and backward, always with the
 * batch's own statistics, and with dropout in training only. What is off the path has gradient
 * zero; DL4J's own updaters may still move it by momentum, so supernets are trained by {@link
 * org.sparknas.supernet.engine.PathTrainer}.
 */
public final class SupernetLayerImplementation extends BaseLayer<SupernetLayer> {
  private static final long serialVersionUID = 1L;

  private transient Supernet supernet;
  private transient Network path;
  private transient PathMemory memory;
  private transient Engine engine;
  private transient TrainingRun last;

  SupernetLayerImplementation(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  /**
   * Chooses what is computed from now on.
   *
   * @throws IllegalArgumentException when the supernet has another number of parameters
   */
  public void walk(Supernet newSupernet, Network newPath) {
    if (newSupernet.layout().length() != layerConf().getParameters()) {
      throw new IllegalArgumentException(
          "a supernet of %d parameters in a layer of %d"
              .formatted(newSupernet.layout().length(), layerConf().getParameters()));
    }
    if (supernet != newSupernet) {
      engine = Engine.ofOneThread();
      memory = new PathMemory(engine, newSupernet.layout());
    }
    supernet = newSupernet;
    path = newPath;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    if (path == null) {
      throw new IllegalStateException("no path was chosen; call walk first");
    }
    // Outside DL4J's workspaces, which would end before backward has read what forward kept.
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      memory.load(path, supernet.layout(), params().toFloatVector());
      INDArray logits = logits(training, FeatureMap.of(input)).matrix().array();
      return workspaces.dup(ArrayType.ACTIVATIONS, logits);
    }
  }

  private FeatureMap logits(boolean training, FeatureMap images) {
    ModuleGraph modules = memory.modules(path);
    if (training) {
      last = engine.train(modules, List.of(images), getIterationCount(), Map.of());
      return last.output();
    }
    return engine.recalibrate(modules, List.of(images), Map.of()).output();
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray inputGradient;
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      memory.clearGradients(path.blocks());
      FeatureMap outputGradient = FeatureMap.vectors(Matrix.of(epsilon));
      inputGradient = last.backwardToInputs(outputGradient, memory.gradients()).get(0).tensor();
      memory.gatherGradients(path.blocks());
      float[] flat = new float[supernet.layout().length()];
      memory.storeGradients(path, supernet.layout(), flat);
      INDArray view = gradientViews.get(SupernetLayer.PARAMETERS);
      view.assign(Nd4j.createFromArray(flat).reshape(view.shape()));
    }
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(SupernetLayer.PARAMETERS, gradientViews.get(SupernetLayer.PARAMETERS));
    INDArray inputEpsilon = workspaces.dup(ArrayType.ACTIVATION_GRAD, inputGradient);
    return new Pair<>(gradient, inputEpsilon);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Layer clone() {
    throw new UnsupportedOperationException("clone the graph instead");
  }
}
