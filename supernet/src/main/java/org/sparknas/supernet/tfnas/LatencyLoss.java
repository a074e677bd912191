package org.sparknas.supernet.tfnas;

import java.io.Serializable;

/** How an architecture step weighs cross-entropy and latency. */
public sealed interface LatencyLoss extends Serializable {
  /** The loss. */
  double value(double crossEntropy, double milliseconds);

  /** How it changes with the cross-entropy. */
  double crossEntropyGradient(double milliseconds);

  /** How it changes with the latency. */
  double latencyGradient(double crossEntropy, double milliseconds);

  /**
   * TF-NAS: CE + λ·|latency / target − 1|.
   *
   * @param weight λ
   * @param target milliseconds
   */
  record TfNas(double weight, double target) implements LatencyLoss {
    /** Throws {@link IllegalArgumentException} when a number is out of range. */
    public TfNas {
      atLeastZero("weight of the latency", weight);
      above("target latency", target, 0);
    }

    @Override
    public double value(double crossEntropy, double milliseconds) {
      return crossEntropy + weight * Math.abs(milliseconds / target - 1);
    }

    @Override
    public double crossEntropyGradient(double milliseconds) {
      return 1;
    }

    @Override
    public double latencyGradient(double crossEntropy, double milliseconds) {
      return weight / target * Math.signum(milliseconds - target);
    }
  }

  /**
   * FBNet: CE·α·(ln latency)^β, the latency in microseconds.
   *
   * @param weight α
   * @param power β
   */
  record FbNet(double weight, double power) implements LatencyLoss {
    private static final double MICROSECONDS = 1000;

    /** Throws {@link IllegalArgumentException} when a number is out of range. */
    public FbNet {
      above("weight of the latency", weight, 0);
      above("power of the latency", power, 0);
    }

    @Override
    public double value(double crossEntropy, double milliseconds) {
      return crossEntropy * crossEntropyGradient(milliseconds);
    }

    @Override
    public double crossEntropyGradient(double milliseconds) {
      return weight * Math.pow(logarithm(milliseconds), power);
    }

    @Override
    public double latencyGradient(double crossEntropy, double milliseconds) {
      return crossEntropy
          * weight
          * power
          * Math.pow(logarithm(milliseconds), power - 1)
          / milliseconds;
    }

    private static double logarithm(double milliseconds) {
      return Math.log(MICROSECONDS * milliseconds);
    }
  }

  /**
   * ProxylessNAS: CE + λ·latency, the latency in milliseconds.
   *
   * @param weight λ
   */
  record ProxylessNas(double weight) implements LatencyLoss {
    /** Throws {@link IllegalArgumentException} when the weight is negative. */
    public ProxylessNas {
      atLeastZero("weight of the latency", weight);
    }

    @Override
    public double value(double crossEntropy, double milliseconds) {
      return crossEntropy + weight * milliseconds;
    }

    @Override
    public double crossEntropyGradient(double milliseconds) {
      return 1;
    }

    @Override
    public double latencyGradient(double crossEntropy, double milliseconds) {
      return weight;
    }
  }

  private static void atLeastZero(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": 0 or more");
    }
  }

  private static void above(String name, double value, double bound) {
    if (!(value > bound) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": above " + bound);
    }
  }
}
