package org.sparknas.supernet.module;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.kernel.Kernels;

/** The kernels of each activation function. */
enum ElementFunction {
  IDENTITY {
    @Override
    void apply(Kernels kernels, INDArray input, INDArray result) {
      result.assign(input);
    }

    @Override
    void gradient(Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      result.assign(outputGradient);
    }
  },
  RELU {
    @Override
    void apply(Kernels kernels, INDArray input, INDArray result) {
      kernels.relu(input, result);
    }

    @Override
    void gradient(Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      kernels.reluGradient(input, outputGradient, result);
    }
  },
  HARD_SIGMOID {
    @Override
    void apply(Kernels kernels, INDArray input, INDArray result) {
      kernels.hardSigmoid(input, result);
    }

    @Override
    void gradient(Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      kernels.hardSigmoidGradient(input, outputGradient, result);
    }
  },
  HARD_SWISH {
    @Override
    void apply(Kernels kernels, INDArray input, INDArray result) {
      kernels.hardSwish(input, result);
    }

    @Override
    void gradient(Kernels kernels, INDArray input, INDArray outputGradient, INDArray result) {
      kernels.hardSwishGradient(input, outputGradient, result);
    }
  };

  abstract void apply(Kernels kernels, INDArray input, INDArray result);

  /** The gradient before the function, given its input and the gradient behind it. */
  abstract void gradient(Kernels kernels, INDArray input, INDArray outputGradient, INDArray result);

  static ElementFunction of(ActivationFunction function) {
    return valueOf(function.name());
  }
}
