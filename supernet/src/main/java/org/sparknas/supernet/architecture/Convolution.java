package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * A square convolution, [H, W, inputChannels] to [ceil(H / stride), ceil(W / stride),
 * outputChannels], padded with {@code dilation * (kernel / 2)} zeros on every side.
 *
 * <p>Parameters: {@code weight}, a matrix [inputChannels / groups * kernel * kernel,
 * outputChannels] with rows in the order (input channel of the group, kernel row, kernel column):
 * [in, out] for a pointwise convolution, [kernel * kernel, channels] for a depthwise one; {@code
 * bias} [1, outputChannels] if there is one.
 *
 * @param kernel odd
 */
public record Convolution(
    int inputChannels,
    int outputChannels,
    int kernel,
    int stride,
    int groups,
    int dilation,
    boolean bias)
    implements Operator {

  /** Throws {@link IllegalArgumentException} when a number is out of range. */
  public Convolution {
    InputShapes.atLeast("input channels of a convolution", inputChannels, 1);
    InputShapes.atLeast("output channels of a convolution", outputChannels, 1);
    InputShapes.odd("kernel of a convolution", kernel);
    InputShapes.atLeast("stride of a convolution", stride, 1);
    InputShapes.atLeast("groups of a convolution", groups, 1);
    InputShapes.atLeast("dilation of a convolution", dilation, 1);
    if (inputChannels % groups != 0 || outputChannels % groups != 0) {
      throw new IllegalArgumentException(
          "groups of a convolution is "
              + groups
              + ": a divisor of its input channels "
              + inputChannels
              + " and of its output channels "
              + outputChannels);
    }
  }

  /** A dense convolution without bias. */
  public static Convolution of(int inputChannels, int outputChannels, int kernel, int stride) {
    return new Convolution(inputChannels, outputChannels, kernel, stride, 1, 1, false);
  }

  /** A 1 x 1 convolution. */
  public static Convolution pointwise(int inputChannels, int outputChannels, boolean bias) {
    return new Convolution(inputChannels, outputChannels, 1, 1, 1, 1, bias);
  }

  /** One filter for each channel, without bias. */
  public static Convolution depthwise(int channels, int kernel, int stride) {
    return new Convolution(channels, channels, kernel, stride, channels, 1, false);
  }

  /** Zeros on every side of the image. */
  public int padding() {
    return dilation * (kernel / 2);
  }

  /** Input channels that an output channel sees. */
  public int inputsPerGroup() {
    return inputChannels / groups;
  }

  /** Whether this is a matrix product for each pixel. */
  public boolean isPointwise() {
    return kernel == 1 && stride == 1 && groups == 1;
  }

  /** Whether each channel has its own filter. */
  public boolean isDepthwise() {
    return groups == inputChannels && inputChannels == outputChannels;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape input = InputShapes.single(this, inputs, inputChannels);
    return new Shape(size(input.height()), size(input.width()), outputChannels);
  }

  private int size(int input) {
    return (input - 1) / stride + 1;
  }

  @Override
  public List<ParameterShape> parameters() {
    ParameterShape weight =
        new ParameterShape(
            "weight", ParameterRole.WEIGHT, inputsPerGroup() * kernel * kernel, outputChannels);
    return bias
        ? List.of(weight, new ParameterShape("bias", ParameterRole.BIAS, 1, outputChannels))
        : List.of(weight);
  }
}
