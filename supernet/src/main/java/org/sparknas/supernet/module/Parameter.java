package org.sparknas.supernet.module;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparknas.supernet.architecture.ParameterShape;

/**
 * A parameter and its gradient, both {@code [rows, columns]} views into flat vectors.
 *
 * @param shape its full name {@code block.node.parameter}, role and size
 */
public record Parameter(ParameterShape shape, INDArray value, INDArray gradient) {

  /** Where the parameters of new modules come from. */
  @FunctionalInterface
  public interface Source {
    Parameter parameter(ParameterShape shape);
  }
}
