package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.ThreadGradients;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Storage;

/** Random parameters and images, the same in every data type, and what was handed out. */
public final class TestParameters implements Parameter.Source {

  private static final int ENOUGH = 1 << 14;

  private final Random random;
  private final DataType type;
  private final Storage storage;
  private final List<Parameter> made = new ArrayList<>();
  private int length;

  TestParameters(long seed) {
    this(seed, DataType.DOUBLE);
  }

  public TestParameters(long seed, DataType type) {
    this.random = new Random(seed);
    this.type = type;
    this.storage = Storage.allocate(type, ENOUGH);
  }

  @Override
  public Parameter parameter(ParameterShape shape) {
    double[] values = random.doubles(shape.size(), -1, 1).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += shape.name().endsWith("gamma") ? 1 : 0;
    }
    Parameter parameter =
        new Parameter(shape, storage.matrix(length, shape.rows(), shape.columns()));
    parameter.value().assign(values);
    length += values.length;
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

  /** Where an engine sums the gradients of these parameters. */
  ThreadGradients gradients(Engine engine) {
    return engine.gradients(storage.length());
  }

  /** The gradient of a parameter that the threads of an engine found. */
  double[] gathered(ThreadGradients gradients, Parameter parameter) {
    gradients.gather(parameter.value().offset(), parameter.value().length());
    return gradients.of(parameter).values();
  }

  public Matrix normal(int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    Matrix matrix = Matrix.allocate(type, rows, columns);
    matrix.assign(values);
    return matrix;
  }

  public FeatureMap images(int images, int height, int width, int channels) {
    return new FeatureMap(normal(images * height * width, channels), images, height, width);
  }

  /** Random numbers of the same shape. */
  FeatureMap like(FeatureMap map) {
    return images(map.images(), map.height(), map.width(), map.channels());
  }
}
