package org.sparknas.supernet.architecture;

import java.util.List;

/**
 * Batch normalisation of each channel. Parameters: {@code gamma} and {@code beta}, [1, channels].
 */
public record BatchNorm(int channels) implements Operator {
  /** Added to the variance. */
  public static final double EPSILON = 1e-5;

  /** Throws {@link IllegalArgumentException} when there are no channels. */
  public BatchNorm {
    InputShapes.atLeast("channels of a batch norm", channels, 1);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    return InputShapes.single(this, inputs, channels);
  }

  @Override
  public List<ParameterShape> parameters() {
    return List.of(
        new ParameterShape("gamma", ParameterRole.NORM, 1, channels),
        new ParameterShape("beta", ParameterRole.NORM, 1, channels));
  }
}
