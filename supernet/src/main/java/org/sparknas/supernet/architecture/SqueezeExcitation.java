package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * Channel attention: global average pooling, linear channels to squeezed, an activation, linear
 * squeezed to channels, a gate between 0 and 1, and the input's channels multiplied by the result
 * (Hu et al., "Squeeze-and-Excitation Networks").
 *
 * <p>Parameters: {@code reduce.weight} [channels, squeezed], {@code reduce.bias} [1, squeezed],
 * {@code expand.weight} [squeezed, channels], {@code expand.bias} [1, channels].
 */
public record SqueezeExcitation(
    int channels, int squeezed, ActivationFunction activation, ActivationFunction gate)
    implements Operator {

  /** Throws {@link IllegalArgumentException} when a number is not positive. */
  public SqueezeExcitation {
    InputShapes.atLeast("channels of a squeeze-and-excitation", channels, 1);
    InputShapes.atLeast("squeezed channels of a squeeze-and-excitation", squeezed, 1);
  }

  /** ReLU and the hard sigmoid, as in MobileNetV3. */
  public static SqueezeExcitation mobileNetV3(int channels, int squeezed) {
    return new SqueezeExcitation(
        channels, squeezed, ActivationFunction.RELU, ActivationFunction.HARD_SIGMOID);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return InputShapes.single(this, inputs, channels);
  }

  @Override
  public List<ParameterShape> parameters() {
    return List.of(
        new ParameterShape("reduce.weight", ParameterRole.WEIGHT, channels, squeezed),
        new ParameterShape("reduce.bias", ParameterRole.BIAS, 1, squeezed),
        new ParameterShape("expand.weight", ParameterRole.WEIGHT, squeezed, channels),
        new ParameterShape("expand.bias", ParameterRole.BIAS, 1, channels));
  }
}
