package org.sparknas.supernet.module;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Addition;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.ChannelShuffle;
import org.sparknas.supernet.architecture.ChannelSlice;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Dropout;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Mixture;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.Window;

/** The trainable modules of one operator. */
final class OperatorModules {

  private final String scope;
  private final Operator operator;
  private final List<Shape> inputs;
  private final Map<String, Parameter> parameters;

  /**
   * @param scope the node's full name, {@code block.node}
   */
  OperatorModules(String scope, Operator operator, List<Shape> inputs, Parameter.Source source) {
    this.scope = scope;
    this.operator = operator;
    this.inputs = inputs;
    this.parameters =
        operator.parameters().stream()
            .map(shape -> source.parameter(shape.within(scope)))
            .collect(Collectors.toMap(p -> p.shape().name(), Function.identity()));
  }

  private Parameter parameter(String name) {
    return parameters.get(scope + "." + name);
  }

  /** Adds the operator to a graph and returns the number of its output. */
  int addTo(ModuleGraph.Builder graph, int... inputs) {
    if (operator instanceof Convolution convolution) {
      return withBias(graph, graph.add(convolution(convolution), inputs), convolution.bias());
    } else if (operator instanceof Linear linear) {
      int product = graph.add(new PointwiseConvolution(parameter("weight")), inputs);
      return withBias(graph, product, linear.bias());
    } else if (operator instanceof SqueezeExcitation excitation) {
      return squeezeExcitation(graph, excitation, inputs[0]);
    }
    return graph.add(single(), inputs);
  }

  private Module single() {
    if (operator instanceof BatchNorm) {
      return batchNorm(ElementFunction.IDENTITY);
    } else if (operator instanceof Activation activation) {
      return activation(activation.function());
    } else if (operator instanceof ChannelShuffle || operator instanceof ChannelSlice) {
      return selection();
    } else if (operator instanceof GlobalAveragePooling) {
      return new GlobalAverage();
    } else if (operator instanceof Pooling pooling) {
      return new WindowPooling(pooling.kind(), new Window(pooling.kernel(), pooling.stride(), 1));
    } else if (operator instanceof Addition) {
      return new ElementSum();
    } else if (operator instanceof Mixture mixture) {
      return new WeightedSum(mixture.name());
    } else if (operator instanceof Dropout dropout) {
      return new RandomDropout(dropout.rate());
    }
    throw new IllegalStateException("no module computes " + operator);
  }

  /** Batch norm with what stands behind it. */
  Module batchNorm(ElementFunction activation) {
    return new BatchNormalisation(scope, parameter("gamma"), parameter("beta"), activation);
  }

  /** The channels that a shuffle or a slice takes. */
  ChannelSelection selection() {
    int channels = inputs.get(0).channels();
    return operator instanceof ChannelSlice slice
        ? ChannelSelection.slice(slice.from(), slice.to(), channels)
        : ChannelSelection.shuffle(channels, ((ChannelShuffle) operator).groups());
  }

  private Module convolution(Convolution convolution) {
    Window window = new Window(convolution.kernel(), convolution.stride(), convolution.dilation());
    if (convolution.isPointwise()) {
      return new PointwiseConvolution(parameter("weight"));
    } else if (convolution.isDepthwise()) {
      return WindowConvolution.depthwise(parameter("weight"), window);
    } else if (convolution.groups() == 1) {
      return WindowConvolution.full(parameter("weight"), window);
    }
    throw new IllegalArgumentException(
        scope + ": " + convolution.groups() + " groups; 1 or one a channel are computed");
  }

  private int withBias(ModuleGraph.Builder graph, int value, boolean bias) {
    return bias ? graph.add(new BiasAddition(parameter("bias")), value) : value;
  }

  private int squeezeExcitation(ModuleGraph.Builder graph, SqueezeExcitation operator, int input) {
    int means = graph.add(new GlobalAverage(), input);
    int reduced = linear(graph, "reduce", means);
    int active = graph.add(activation(operator.activation()), reduced);
    int expanded = linear(graph, "expand", active);
    int gates = graph.add(activation(operator.gate()), expanded);
    return graph.add(new ChannelGate(), input, gates);
  }

  private int linear(ModuleGraph.Builder graph, String name, int input) {
    int product = graph.add(new PointwiseConvolution(parameter(name + ".weight")), input);
    return graph.add(new BiasAddition(parameter(name + ".bias")), product);
  }

  private static Module activation(ActivationFunction function) {
    return new ElementActivation(ElementFunction.valueOf(function.name()));
  }
}
