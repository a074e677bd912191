package org.sparknas.supernet.cost;

import java.util.List;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.Addition;
import org.sparknas.supernet.architecture.ChannelShuffle;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

/**
 * Multiplications and additions apart, as OneShot's entry to the MicroNet challenge counts them.
 * Batch norm, concatenation, dropout and the multiplication of channels count nothing. Beyond that
 * entry: a comparison of max pooling is an addition, an average has one multiplication for each
 * output, adding inputs counts its additions, and an exponential is a multiplication, as is a
 * division.
 */
record MicroNetConvention(int clipMults) implements CountingConvention {
  private static final int WEIGHT_BITS = 16;

  MicroNetConvention {
    if (clipMults != 1 && clipMults != 2) {
      throw new IllegalArgumentException("multiplications of a clip is " + clipMults + ": 1 or 2");
    }
  }

  @Override
  public String name() {
    return clipMults == 2 ? "micronet" : "micronet-clip1";
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(Quantity.PARAMETERS, Quantity.MULTS, Quantity.ADDS);
  }

  @Override
  public List<CountedOperation> operations(Operator operator, List<Shape> inputs) {
    if (operator instanceof SqueezeExcitation excitation) {
      return SqueezeExcitationSteps.count(excitation, inputs.get(0), this);
    }
    Shape output = operator.output(inputs);
    long elements = output.elements();
    if (operator instanceof Convolution convolution) {
      int inner = convolution.inputsPerGroup() * convolution.kernel() * convolution.kernel();
      return weighted(OperationNames.of(convolution), inner, convolution.bias(), output);
    }
    if (operator instanceof Linear linear) {
      return weighted("linear", linear.inputs(), linear.bias(), output);
    }
    if (operator instanceof Activation activation) {
      return switch (activation.function()) {
        case RELU -> counted("relu", true, output, 0, elements, 0);
        case RELU6 -> counted("relu6", true, output, 0, clipMults * elements, 0);
        case SIGMOID -> counted("sigmoid", false, output, 0, 2 * elements, elements);
        case SWISH -> counted("swish", false, output, 0, 3 * elements, elements);
        // x + 3, clip, divide by 6
        case HARD_SIGMOID ->
            counted("hsig", false, output, 0, (clipMults + 1) * elements, elements);
        case HARD_SWISH ->
            counted("hswish", false, output, 0, (clipMults + 2) * elements, elements);
      };
    }
    if (operator instanceof GlobalAveragePooling) {
      long additions = inputs.get(0).elements() - elements;
      return counted("gap", false, output, 0, elements, additions);
    }
    if (operator instanceof ChannelShuffle) {
      // A 1 x 1 convolution with one weight a row, and a bit of mask for each place of the matrix.
      double channels = output.channels();
      double parameters = channels + channels * channels / WEIGHT_BITS;
      return counted("shuffle", false, output, parameters, elements, 0);
    }
    if (operator instanceof Pooling window) {
      long mults = window.kind() == Pooling.Kind.AVERAGE ? elements : 0;
      long adds = elements * (window.kernel() * window.kernel() - 1);
      return counted(OperationNames.of(window), false, output, 0, mults, adds);
    }
    if (operator instanceof Addition) {
      return counted("add", false, output, 0, 0, elements * (inputs.size() - 1));
    }
    return List.of();
  }

  private static List<CountedOperation> weighted(
      String name, long inner, boolean bias, Shape output) {
    long additions = bias ? inner : inner - 1;
    double parameters = (double) (bias ? inner + 1 : inner) * output.channels();
    long elements = output.elements();
    return counted(name, true, output, parameters, inner * elements, additions * elements);
  }

  private static List<CountedOperation> counted(
      String name, boolean quantizable, Shape output, double parameters, long mults, long adds) {
    Count count = new Count(parameters, 0, mults, adds);
    return List.of(new CountedOperation(name, quantizable, output, count));
  }
}
