package org.sparknas.supernet.dl4j;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * DL4J's configuration of a whole supernet as one layer with one flat parameter: images {@code [N,
 * H, W, C]} in, logits {@code [N, classes]} out. Which path it computes is told to the layer
 * itself, see {@link SupernetLayerImplementation#walk}.
 */
public final class SupernetLayer extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  /** The name of the parameter. */
  public static final String PARAMETERS = "W";

  private long parameters;

  /** For DL4J's JSON. */
  SupernetLayer() {}

  /**
   * @param parameters length of the supernet's flat vector
   */
  public SupernetLayer(long parameters, int inputChannels, int classes) {
    this.parameters = parameters;
    setNIn(inputChannels);
    setNOut(classes);
  }

  public long getParameters() {
    return parameters;
  }

  public void setParameters(long parameters) {
    this.parameters = parameters;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parametersView,
      boolean initialise,
      DataType type) {
    SupernetLayerImplementation layer = new SupernetLayerImplementation(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parametersView);
    layer.setParamTable(initializer().init(configuration, parametersView, initialise));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return FlatParameter.INSTANCE;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(getNOut());
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // The space fixes the shape of images.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  /** None: decay depends on the role of each parameter inside the vector. */
  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return List.of();
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(
            getLayerName(), SupernetLayer.class, input, getOutputType(0, input))
        .standardMemory(parameters, parameters)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SupernetLayer layer
        && super.equals(other)
        && parameters == layer.parameters;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(parameters);
  }

  /** One flat parameter, set from outside. */
  private static final class FlatParameter implements ParamInitializer {
    static final FlatParameter INSTANCE = new FlatParameter();

    @Override
    public long numParams(NeuralNetConfiguration configuration) {
      return numParams(configuration.getLayer());
    }

    @Override
    public long numParams(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return ((SupernetLayer) layer).getParameters();
    }

    @Override
    public List<String> paramKeys(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return List.of(PARAMETERS);
    }

    @Override
    public List<String> weightKeys(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return List.of(PARAMETERS);
    }

    @Override
    public List<String> biasKeys(org.deeplearning4j.nn.conf.layers.Layer layer) {
      return List.of();
    }

    @Override
    public boolean isWeightParam(org.deeplearning4j.nn.conf.layers.Layer layer, String key) {
      return PARAMETERS.equals(key);
    }

    @Override
    public boolean isBiasParam(org.deeplearning4j.nn.conf.layers.Layer layer, String key) {
      return false;
    }

    @Override
    public Map<String, INDArray> init(
        NeuralNetConfiguration configuration, INDArray view, boolean initialise) {
      configuration.addVariable(PARAMETERS);
      return table(view);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
        NeuralNetConfiguration configuration, INDArray view) {
      return table(view);
    }

    private static Map<String, INDArray> table(INDArray view) {
      Map<String, INDArray> table = new HashMap<>();
      table.put(PARAMETERS, view);
      return table;
    }
  }
}
