package org.sparknas.supernet.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What is done to each value on its own, and the kernels that do it. */
public enum ElementFunction {
  IDENTITY {
    @Override
    public void apply(Kernels kernels, INDArray input, INDArray result) {
      result.assign(input);
    }

    @Override
    public void gradient(
        Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      result.assign(outputGradient);
    }
  },
  RELU {
    @Override
    public void apply(Kernels kernels, INDArray input, INDArray result) {
      kernels.relu(input, result);
    }

    @Override
    public void gradient(
        Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      kernels.reluGradient(input, outputGradient, result);
    }
  },
  HARD_SIGMOID {
    @Override
    public void apply(Kernels kernels, INDArray input, INDArray result) {
      kernels.hardSigmoid(input, result);
    }

    @Override
    public void gradient(
        Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      kernels.hardSigmoidGradient(input, outputGradient, result);
    }
  },
  HARD_SWISH {
    @Override
    public void apply(Kernels kernels, INDArray input, INDArray result) {
      kernels.hardSwish(input, result);
    }

    @Override
    public void gradient(
        Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      kernels.hardSwishGradient(input, outputGradient, result);
    }
  };

  public abstract void apply(Kernels kernels, INDArray input, INDArray result);

  /** The gradient before the function, given its input and the gradient behind it. */
  public abstract void gradient(
      Kernels kernels, INDArray input, INDArray outputGradient, INDArray result);
}
