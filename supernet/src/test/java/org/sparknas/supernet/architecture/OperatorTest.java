package org.sparknas.supernet.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorTest {
  private static final Shape IMAGE = new Shape(7, 5, 6);

  @ParameterizedTest
  @CsvSource({"1, 1, 7, 5", "3, 1, 7, 5", "7, 1, 7, 5", "3, 2, 4, 3", "7, 2, 4, 3", "1, 2, 4, 3"})
  void aConvolutionKeepsOddSizesAndHalvesThemRoundingUp(
      int kernel, int stride, int height, int width) {
    assertThat(Convolution.depthwise(6, kernel, stride).output(List.of(IMAGE)))
        .isEqualTo(new Shape(height, width, 6));
    assertThat(Convolution.of(6, 11, kernel, stride).output(List.of(IMAGE)))
        .isEqualTo(new Shape(height, width, 11));
    assertThat(new Pooling(Pooling.Kind.MAX, kernel, stride).output(List.of(IMAGE)))
        .isEqualTo(new Shape(height, width, 6));
  }

  @Test
  void aDilatedConvolutionIsPaddedToKeepTheSize() {
    Convolution dilated = new Convolution(6, 6, 5, 1, 6, 2, false);

    assertThat(dilated.padding()).isEqualTo(4);
    assertThat(dilated.output(List.of(IMAGE))).isEqualTo(IMAGE);
  }

  static List<Arguments> shapes() {
    Shape vector = Shape.vector(6);
    return List.of(
        Arguments.of(new BatchNorm(6), List.of(IMAGE), IMAGE),
        Arguments.of(new Activation(ActivationFunction.RELU), List.of(IMAGE), IMAGE),
        Arguments.of(SqueezeExcitation.mobileNetV3(6, 8), List.of(IMAGE), IMAGE),
        Arguments.of(new GlobalAveragePooling(), List.of(IMAGE), vector),
        Arguments.of(new ChannelShuffle(2), List.of(IMAGE), IMAGE),
        Arguments.of(new ChannelSlice(1, 4), List.of(IMAGE), IMAGE.withChannels(3)),
        Arguments.of(new Dropout(0.5), List.of(IMAGE), IMAGE),
        Arguments.of(new Linear(6, 10, true), List.of(vector), Shape.vector(10)),
        Arguments.of(new Addition(), List.of(IMAGE, IMAGE, IMAGE), IMAGE),
        Arguments.of(
            new Concatenation(), List.of(IMAGE, IMAGE.withChannels(5)), IMAGE.withChannels(11)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void operatorsSayTheShapeOfTheirOutput(Operator operator, List<Shape> inputs, Shape output) {
    assertThat(operator.output(inputs)).isEqualTo(output);
  }

  static List<Arguments> misfits() {
    Shape other = new Shape(7, 5, 4);
    return List.of(
        Arguments.of(Convolution.pointwise(6, 3, false), List.of(other), "6 channels, not 7x5x4"),
        Arguments.of(Convolution.pointwise(6, 3, false), List.of(IMAGE, IMAGE), "one input, not 2"),
        Arguments.of(new BatchNorm(6), List.of(other), "6 channels, not 7x5x4"),
        Arguments.of(SqueezeExcitation.mobileNetV3(6, 8), List.of(other), "6 channels, not 7x5x4"),
        Arguments.of(new ChannelShuffle(4), List.of(IMAGE), "multiple of 4 channels, not 7x5x6"),
        Arguments.of(new ChannelSlice(3, 7), List.of(IMAGE), "at least 7 channels, not 7x5x6"),
        Arguments.of(new Linear(6, 2, true), List.of(IMAGE), "a vector, not 7x5x6"),
        Arguments.of(new Addition(), List.of(IMAGE, other), "one shape, not [7x5x6, 7x5x4]"),
        Arguments.of(new Addition(), List.of(), "inputs of an addition is 0"),
        Arguments.of(
            new Concatenation(),
            List.of(IMAGE, new Shape(7, 4, 6)),
            "equal height and width, not [7x5x6, 7x4x6]"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void inputsThatDoNotFitAreRefused(Operator operator, List<Shape> inputs, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operator.output(inputs))
        .withMessageContaining(message);
  }

  static List<Arguments> impossible() {
    return List.of(
        refused(() -> new Shape(0, 1, 1), "0x1x1"),
        refused(() -> Convolution.of(3, 4, 2, 1), "kernel of a convolution is 2: odd"),
        refused(() -> Convolution.of(3, 4, 3, 0), "stride of a convolution is 0"),
        refused(() -> Convolution.pointwise(0, 4, true), "input channels of a convolution is 0"),
        refused(() -> new Convolution(6, 6, 3, 1, 4, 1, false), "groups of a convolution is 4"),
        refused(() -> new BatchNorm(0), "channels of a batch norm is 0"),
        refused(() -> new ChannelSlice(2, 2), "channel slice from 2 to 2"),
        refused(() -> new Dropout(1), "dropout rate is 1.0: 0 <= rate < 1"),
        refused(() -> new Dropout(Double.NaN), "dropout rate is NaN"),
        refused(() -> new Linear(1, 0, false), "outputs of a linear layer is 0"));
  }

  private static Arguments refused(ThrowingCallable construction, String message) {
    return Arguments.of(construction, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("impossible")
  void impossibleOperatorsAreRefused(ThrowingCallable construction, String message) {
    assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining(message);
  }

  @Test
  void parametersAreMatricesWhoseColumnsAreOutputChannels() {
    assertThat(new Convolution(6, 8, 3, 1, 2, 1, true).parameters())
        .containsExactly(
            new ParameterShape("weight", ParameterRole.WEIGHT, 27, 8),
            new ParameterShape("bias", ParameterRole.BIAS, 1, 8));
    assertThat(Convolution.depthwise(6, 5, 2).parameters())
        .containsExactly(new ParameterShape("weight", ParameterRole.WEIGHT, 25, 6));
    assertThat(Convolution.pointwise(6, 8, false).parameters())
        .containsExactly(new ParameterShape("weight", ParameterRole.WEIGHT, 6, 8));
    assertThat(new Linear(6, 8, true).parameters())
        .containsExactly(
            new ParameterShape("weight", ParameterRole.WEIGHT, 6, 8),
            new ParameterShape("bias", ParameterRole.BIAS, 1, 8));
    assertThat(new BatchNorm(6).parameters())
        .containsExactly(
            new ParameterShape("gamma", ParameterRole.NORM, 1, 6),
            new ParameterShape("beta", ParameterRole.NORM, 1, 6));
    assertThat(SqueezeExcitation.mobileNetV3(6, 8).parameters())
        .containsExactly(
            new ParameterShape("reduce.weight", ParameterRole.WEIGHT, 6, 8),
            new ParameterShape("reduce.bias", ParameterRole.BIAS, 1, 8),
            new ParameterShape("expand.weight", ParameterRole.WEIGHT, 8, 6),
            new ParameterShape("expand.bias", ParameterRole.BIAS, 1, 6));
  }
}
