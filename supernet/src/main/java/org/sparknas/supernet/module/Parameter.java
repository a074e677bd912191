package org.sparknas.supernet.module;

import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.kernel.Matrix;

/**
 * A parameter. All of a network stand in one storage, and their gradients at the same places of
 * others.
 *
 * @param shape its full name {@code block.node.parameter}, role and size
 */
public record Parameter(ParameterShape shape, Matrix value) {

  /** Where the parameters of new modules come from. */
  @FunctionalInterface
  public interface Source {
    Parameter parameter(ParameterShape shape);
  }
}
