package org.sparknas.supernet.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Addition;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Dropout;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

/**
 * Inference of inverted residuals as plain loops of double precision, written down from their
 * description alone: no module, no kernel and none of the loops that kernels are tested by. Maps
 * are {@code [N, H, W, C]}.
 *
 * @param parameters by their full names
 * @param mean given statistics of batch norms by their full names
 * @param variance the same
 */
record NetworkLoops(
    Map<String, double[]> parameters, Map<String, double[]> mean, Map<String, double[]> variance) {

  /** All values of a network: the images, then the output of each block. */
  List<double[]> values(Network network, double[] images) {
    List<double[]> values = new ArrayList<>(List.of(images));
    for (Network.Node node : network.nodes()) {
      values.add(block(node.block(), node.inputs().stream().map(values::get).toList()));
    }
    return values;
  }

  private double[] block(Block block, List<double[]> inputs) {
    List<double[]> values = new ArrayList<>(inputs);
    for (int i = 0; i < block.nodes().size(); i++) {
      Block.Node node = block.nodes().get(i);
      List<double[]> taken = node.inputs().stream().map(values::get).toList();
      String name = block.name() + "." + node.name();
      values.add(
          node.operator() instanceof Addition
              ? sum(taken)
              : apply(name, node.operator(), block.inputsOf(i).get(0), taken.get(0)));
    }
    return values.get(values.size() - 1);
  }

  private double[] apply(String name, Operator operator, Shape shape, double[] input) {
    if (operator instanceof Convolution convolution) {
      return convolution(convolution, shape, input, parameters.get(name + ".weight"));
    }
    if (operator instanceof BatchNorm) {
      return normalised(name, input);
    }
    if (operator instanceof Activation activation) {
      return activated(activation.function(), input);
    }
    if (operator instanceof SqueezeExcitation excitation) {
      return excited(name, excitation, shape, input);
    }
    if (operator instanceof GlobalAveragePooling) {
      return means(shape, input);
    }
    if (operator instanceof Linear) {
      return linear(name, input);
    }
    if (operator instanceof Dropout) {
      return input;
    }
    throw new IllegalArgumentException(name + " is " + operator + ", of which there are no loops");
  }

  private static double[] sum(List<double[]> inputs) {
    double[] sum = new double[inputs.get(0).length];
    for (double[] input : inputs) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += input[i];
      }
    }
    return sum;
  }

  private static double[] convolution(
      Convolution convolution, Shape shape, double[] input, double[] weight) {
    Shape after = convolution.output(List.of(shape));
    int images = input.length / (shape.pixels() * shape.channels());
    double[] output = new double[images * after.pixels() * after.channels()];
    for (int i = 0; i < output.length; i++) {
      int pixel = i / after.channels();
      int top = pixel / after.width() % after.height() * convolution.stride();
      int left = pixel % after.width() * convolution.stride();
      int image = pixel / after.pixels();
      output[i] = tap(convolution, shape, input, weight, image, top, left, i % after.channels());
    }
    return output;
  }

  /**
   * One output: the sum over the window whose middle is the pixel ({@code row}, {@code column}).
   */
  private static double tap(
      Convolution convolution,
      Shape shape,
      double[] input,
      double[] weight,
      int image,
      int row,
      int column,
      int output) {
    int kernel = convolution.kernel();
    int inputs = convolution.inputsPerGroup();
    int first = output / (convolution.outputChannels() / convolution.groups()) * inputs;
    double sum = 0;
    for (int k = 0; k < kernel * kernel; k++) {
      int y = row + (k / kernel - kernel / 2) * convolution.dilation();
      int x = column + (k % kernel - kernel / 2) * convolution.dilation();
      if (y < 0 || y >= shape.height() || x < 0 || x >= shape.width()) {
        continue;
      }
      int from = ((image * shape.height() + y) * shape.width() + x) * shape.channels() + first;
      for (int c = 0; c < inputs; c++) {
        int place = (c * kernel * kernel + k) * convolution.outputChannels() + output;
        sum += input[from + c] * weight[place];
      }
    }
    return sum;
  }

  private double[] normalised(String name, double[] input) {
    double[] gamma = parameters.get(name + ".gamma");
    double[] beta = parameters.get(name + ".beta");
    double[] means = mean.get(name);
    double[] variances = variance.get(name);
    double[] output = new double[input.length];
    for (int i = 0; i < input.length; i++) {
      int c = i % gamma.length;
      double deviation = Math.sqrt(variances[c] + BatchNorm.EPSILON);
      output[i] = (input[i] - means[c]) / deviation * gamma[c] + beta[c];
    }
    return output;
  }

  private static double[] activated(ActivationFunction function, double[] input) {
    return Arrays.stream(input).map(x -> activated(function, x)).toArray();
  }

  private static double activated(ActivationFunction function, double x) {
    return switch (function) {
      case RELU -> Math.max(x, 0);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SWISH -> x / (1 + Math.exp(-x));
      default -> throw new IllegalArgumentException("there are no loops of " + function);
    };
  }

  private double[] excited(String name, SqueezeExcitation excitation, Shape shape, double[] input) {
    double[] squeezed =
        activated(excitation.activation(), linear(name + ".reduce", means(shape, input)));
    double[] gates = activated(excitation.gate(), linear(name + ".expand", squeezed));
    double[] output = new double[input.length];
    for (int i = 0; i < input.length; i++) {
      output[i] = input[i] * gates[ofImage(shape, i)];
    }
    return output;
  }

  private static double[] means(Shape shape, double[] input) {
    double[] means = new double[input.length / shape.pixels()];
    for (int i = 0; i < input.length; i++) {
      means[ofImage(shape, i)] += input[i] / shape.pixels();
    }
    return means;
  }

  /** Where the channel of an image to which an element of its map belongs stands in [N, C]. */
  private static int ofImage(Shape shape, int element) {
    int image = element / (shape.pixels() * shape.channels());
    return image * shape.channels() + element % shape.channels();
  }

  private double[] linear(String name, double[] input) {
    double[] weight = parameters.get(name + ".weight");
    double[] bias = parameters.get(name + ".bias");
    int outputs = bias.length;
    int inputs = weight.length / outputs;
    double[] output = new double[input.length / inputs * outputs];
    for (int i = 0; i < output.length; i++) {
      output[i] = bias[i % outputs];
      for (int k = 0; k < inputs; k++) {
        output[i] += input[i / outputs * inputs + k] * weight[k * outputs + i % outputs];
      }
    }
    return output;
  }
}
