package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.kernel.FeatureMap;

/** Random parameters and images, the same in every data type, and what was handed out. */
final class TestParameters implements Parameter.Source {

  private final Random random;
  private final DataType type;
  private final List<Parameter> made = new ArrayList<>();

  TestParameters(long seed) {
    this(seed, DataType.DOUBLE);
  }

  TestParameters(long seed, DataType type) {
    this.random = new Random(seed);
    this.type = type;
  }

  @Override
  public Parameter parameter(ParameterShape shape) {
    INDArray value = normal(shape.rows(), shape.columns()).muli(0.5);
    if (shape.name().endsWith("gamma")) {
      value.addi(1);
    }
    INDArray gradient = Nd4j.zeros(type, shape.rows(), shape.columns());
    Parameter parameter = new Parameter(shape, value, gradient);
    made.add(parameter);
    return parameter;
  }

  Parameter weight(int rows, int columns) {
    return parameter(new ParameterShape("weight", ParameterRole.WEIGHT, rows, columns));
  }

  Parameter row(String name, int columns) {
    ParameterRole role = name.equals("bias") ? ParameterRole.BIAS : ParameterRole.NORM;
    return parameter(new ParameterShape(name, role, 1, columns));
  }

  List<Parameter> made() {
    return made;
  }

  INDArray normal(long rows, long columns) {
    double[] values = new double[Math.toIntExact(rows * columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Nd4j.createFromArray(values).castTo(type).reshape('c', rows, columns);
  }

  FeatureMap images(int images, int height, int width, int channels) {
    return new FeatureMap(normal((long) images * height * width, channels), images, height, width);
  }
}
