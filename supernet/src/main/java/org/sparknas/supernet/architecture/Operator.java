package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * One step of a block: what goes in, what comes out, and which parameters it owns. Operators are
 * descriptions; counting, training and export read them.
 */
public sealed interface Operator
    permits Activation,
        Addition,
        BatchNorm,
        ChannelShuffle,
        ChannelSlice,
        Concatenation,
        Convolution,
        Dropout,
        GlobalAveragePooling,
        Linear,
        Mixture,
        Pooling,
        SqueezeExcitation {

  /**
   * The shape of the output for inputs of the given shapes.
   *
   * @throws IllegalArgumentException when the operator does not take such inputs
   */
  Shape output(List<Shape> inputs);

  /** The parameters that the operator owns, in a fixed order. */
  default List<ParameterShape> parameters() {
    return List.of();
  }
}
