package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** A call of one of ND4J's named operations with its arguments in the operation's own order. */
final class Nd4jOperation {

  private final String name;
  private int[] integers = {};
  private double[] numbers = {};

  private Nd4jOperation(String name) {
    this.name = name;
  }

  static Nd4jOperation named(String name) {
    return new Nd4jOperation(name);
  }

  Nd4jOperation integers(int... values) {
    integers = values;
    return this;
  }

  Nd4jOperation numbers(double... values) {
    numbers = values;
    return this;
  }

  void run(INDArray output, INDArray... inputs) {
    run(new INDArray[] {output}, inputs);
  }

  void run(INDArray[] outputs, INDArray[] inputs) {
    DynamicCustomOp operation =
        DynamicCustomOp.builder(name)
            .addInputs(inputs)
            .addOutputs(outputs)
            .addIntegerArguments(integers)
            .build();
    operation.addTArgument(numbers);
    Nd4j.getExecutioner().exec(operation);
  }
}
