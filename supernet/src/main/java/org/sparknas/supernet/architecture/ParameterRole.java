package org.sparknas.supernet.architecture;

/** What a parameter is for. */
public enum ParameterRole {
  /** The matrix of a convolution or a linear layer. */
  WEIGHT,
  /** What a convolution or a linear layer adds. */
  BIAS,
  /** Scale and shift of a batch norm. */
  NORM
}
