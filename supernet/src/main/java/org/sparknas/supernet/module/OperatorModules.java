package org.sparknas.supernet.module;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Addition;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.ChannelShuffle;
import org.sparknas.supernet.architecture.ChannelSlice;
import org.sparknas.supernet.architecture.Concatenation;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Dropout;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.SqueezeExcitation;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.Window;

/** The trainable module of one operator. */
final class OperatorModules {

  private final String scope;
  private final Operator operator;
  private final int inputChannels;
  private final Map<String, Parameter> parameters;

  /**
   * @param scope the node's full name, {@code block.node}
   */
  OperatorModules(String scope, Operator operator, int inputChannels, Parameter.Source source) {
    this.scope = scope;
    this.operator = operator;
    this.inputChannels = inputChannels;
    this.parameters =
        operator.parameters().stream()
            .map(shape -> source.parameter(shape.within(scope)))
            .collect(Collectors.toMap(p -> p.shape().name(), Function.identity()));
  }

  private Parameter parameter(String name) {
    return parameters.get(scope + "." + name);
  }

  Module module() {
    if (operator instanceof Convolution convolution) {
      return withBias(convolution(convolution), convolution.bias(), "bias");
    } else if (operator instanceof Linear linear) {
      return withBias(new PointwiseConvolution(parameter("weight")), linear.bias(), "bias");
    } else if (operator instanceof BatchNorm) {
      return batchNorm(ElementFunction.IDENTITY);
    } else if (operator instanceof Activation activation) {
      return activation(activation.function());
    } else if (operator instanceof SqueezeExcitation excitation) {
      return squeezeExcitation(excitation);
    } else if (operator instanceof ChannelShuffle shuffle) {
      return ChannelSelection.shuffle(inputChannels, shuffle.groups());
    } else if (operator instanceof ChannelSlice slice) {
      return ChannelSelection.slice(slice.from(), slice.to(), inputChannels);
    }
    return parameterless();
  }

  private Module parameterless() {
    if (operator instanceof GlobalAveragePooling) {
      return new GlobalAverage();
    } else if (operator instanceof Pooling pooling) {
      return new WindowPooling(pooling.kind(), new Window(pooling.kernel(), pooling.stride(), 1));
    } else if (operator instanceof Concatenation) {
      return new ChannelConcatenation();
    } else if (operator instanceof Addition) {
      return new ElementSum();
    } else if (operator instanceof Dropout dropout) {
      return new RandomDropout(dropout.rate());
    }
    throw new IllegalStateException("no module computes " + operator);
  }

  /** Batch norm with what stands behind it. */
  Module batchNorm(ElementFunction activation) {
    return new BatchNormalisation(scope, parameter("gamma"), parameter("beta"), activation);
  }

  private Module convolution(Convolution convolution) {
    Window window = new Window(convolution.kernel(), convolution.stride(), convolution.dilation());
    if (convolution.isPointwise()) {
      return new PointwiseConvolution(parameter("weight"));
    } else if (convolution.isDepthwise()) {
      return new DepthwiseConvolution(parameter("weight"), window);
    } else if (convolution.groups() == 1) {
      return new SpatialConvolution(parameter("weight"), window);
    }
    throw new IllegalArgumentException(
        scope + ": " + convolution.groups() + " groups; 1 or one a channel are computed");
  }

  private Module withBias(Module module, boolean bias, String name) {
    return bias ? ModuleGraph.chain(module, new BiasAddition(parameter(name))) : module;
  }

  private Module squeezeExcitation(SqueezeExcitation operator) {
    return new ChannelGate(
        ModuleGraph.chain(
            new PointwiseConvolution(parameter("reduce.weight")),
            new BiasAddition(parameter("reduce.bias")),
            activation(operator.activation()),
            new PointwiseConvolution(parameter("expand.weight")),
            new BiasAddition(parameter("expand.bias")),
            activation(operator.gate())));
  }

  private static Module activation(ActivationFunction function) {
    return new ElementActivation(ElementFunction.valueOf(function.name()));
  }
}
