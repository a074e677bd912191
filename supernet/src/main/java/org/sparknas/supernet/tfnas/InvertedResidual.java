package org.sparknas.supernet.tfnas;

import java.util.Objects;
import org.sparknas.supernet.architecture.Activation;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Addition;
import org.sparknas.supernet.architecture.BatchNorm;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.BlockBuilder;
import org.sparknas.supernet.architecture.Convolution;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.architecture.SqueezeExcitation;

/**
 * The inverted residual block (MBInvRes) of MobileNetV2 and its successors, whatever its width: a
 * 1x1 convolution that widens, a depthwise one, squeeze-and-excitation, and a 1x1 convolution that
 * narrows, without an activation behind it. The input is added where its shape is the output's.
 *
 * @param name of the block
 * @param squeezed channels inside the squeeze-and-excitation; 0 for none
 * @param activation behind the widening and the depthwise convolution, and inside the
 *     squeeze-and-excitation
 */
public record InvertedResidual(
    String name,
    Shape input,
    int outputChannels,
    int kernel,
    int stride,
    int squeezed,
    ActivationFunction activation) {
  /** The node whose channels are the block's width. */
  static final String DEPTHWISE = "depthwise";

  /** Throws {@link IllegalArgumentException} for a negative number of squeezed channels. */
  public InvertedResidual {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(activation, "activation");
    if (squeezed < 0) {
      throw new IllegalArgumentException(
          "squeezed channels of '" + name + "' is " + squeezed + ": 0 or more");
    }
  }

  /**
   * The block of a width.
   *
   * @param width channels of the depthwise convolution; where it is the number of input channels,
   *     nothing widens
   * @throws IllegalArgumentException when the width is less than the input channels
   */
  public Block block(int width) {
    if (width < input.channels()) {
      throw new IllegalArgumentException(
          "width of '" + name + "' is " + width + ": at least its " + input.channels() + " inputs");
    }
    BlockBuilder builder = new BlockBuilder(name, input);
    int value = 0;
    if (width > input.channels()) {
      value =
          convolved(builder, "expand", Convolution.pointwise(input.channels(), width, false), 0);
      value = activated(builder, "expand", value);
    }
    value = convolved(builder, DEPTHWISE, Convolution.depthwise(width, kernel, stride), value);
    value = activated(builder, DEPTHWISE, value);
    if (squeezed > 0) {
      SqueezeExcitation excitation =
          new SqueezeExcitation(width, squeezed, activation, ActivationFunction.SIGMOID);
      value = builder.add("excitation", excitation, value);
    }
    Convolution project = Convolution.pointwise(width, outputChannels, false);
    value = convolved(builder, "project", project, value);
    if (stride == 1 && outputChannels == input.channels()) {
      builder.add("residual", new Addition(), 0, value);
    }
    return builder.build();
  }

  private static int convolved(
      BlockBuilder builder, String node, Convolution convolution, int value) {
    int convolved = builder.add(node, convolution, value);
    return builder.add(node + ".norm", new BatchNorm(convolution.outputChannels()), convolved);
  }

  private int activated(BlockBuilder builder, String node, int value) {
    return builder.add(node + ".activation", new Activation(activation), value);
  }

  /** The width of a block that such a record made. */
  static int width(Block block) {
    for (Block.Node node : block.nodes()) {
      if (node.name().equals(DEPTHWISE) && node.operator() instanceof Convolution convolution) {
        return convolution.outputChannels();
      }
    }
    throw new IllegalArgumentException(block + " is no inverted residual block");
  }
}
