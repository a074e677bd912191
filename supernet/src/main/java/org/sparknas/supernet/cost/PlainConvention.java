package org.sparknas.supernet.cost;

import java.util.List;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.GlobalAveragePooling;
import org.sparknas.supernet.architecture.Linear;
import org.sparknas.supernet.architecture.Operator;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

/** Counts MACs as papers do. */
record PlainConvention(String name, boolean biases, boolean pooling, boolean excitationPooling)
    implements CountingConvention {

  @Override
  public List<Quantity> quantities() {
    return List.of(Quantity.PARAMETERS, Quantity.MACS);
  }

  @Override
  public List<CountedOperation> operations(Operator operator, List<Shape> inputs) {
    if (operator instanceof SqueezeExcitation excitation) {
      return SqueezeExcitationSteps.count(excitation, inputs.get(0), insideExcitation());
    }
    Shape output = operator.output(inputs);
    if (operator instanceof Convolution convolution) {
      int inner = convolution.inputsPerGroup() * convolution.kernel() * convolution.kernel();
      return weighted(OperationNames.of(convolution), inner, convolution.bias(), output);
    }
    if (operator instanceof Linear linear) {
      return weighted("linear", linear.inputs(), linear.bias(), output);
    }
    if (operator instanceof BatchNorm norm) {
      return counted("batchnorm", false, output, 2L * norm.channels(), 0);
    }
    if (operator instanceof GlobalAveragePooling && pooling) {
      return counted("gap", false, output, 0, inputs.get(0).elements());
    }
    if (operator instanceof Pooling window && pooling) {
      long values = output.elements() * window.kernel() * window.kernel();
      return counted(OperationNames.of(window), false, output, 0, values);
    }
    return List.of();
  }

  private PlainConvention insideExcitation() {
    return new PlainConvention(name, biases, pooling && excitationPooling, excitationPooling);
  }

  private List<CountedOperation> weighted(String name, long inner, boolean bias, Shape output) {
    long each = bias && biases ? inner + 1 : inner;
    return counted(name, true, output, each * output.channels(), each * output.elements());
  }

  private static List<CountedOperation> counted(
      String name, boolean quantizable, Shape output, long parameters, long macs) {
    return List.of(
        new CountedOperation(
            name, quantizable, output, new Count((double) parameters, macs, 0, 0)));
  }
}
