package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;
import org.sparknas.supernet.kernel.NormalisationRows;

/**
 * Batch norm and the activation behind it, in one module: only the input is kept for backward, and
 * faster kernels may do both in one pass over memory.
 */
final class BatchNormalisation implements Module {

  private record Kept(FeatureMap input, NormalisationRows rows) {}

  private final String name;
  private final Parameter gamma;
  private final Parameter beta;
  private final ElementFunction activation;

  /**
   * @param name full name, under which the statistics of a pass are found
   */
  BatchNormalisation(String name, Parameter gamma, Parameter beta, ElementFunction activation) {
    this.name = name;
    this.gamma = gamma;
    this.beta = beta;
    this.activation = activation;
  }

  @Override
  public FeatureMap forward(Pass pass, List<FeatureMap> inputs) {
    FeatureMap input = inputs.get(0);
    ChannelMoments moments = moments(pass, input);
    NormalisationRows rows =
        NormalisationRows.of(moments.mean(), moments.variance(), gamma.value(), beta.value());
    FeatureMap normal = input.allocate(input.channels());
    pass.kernels().normalise(input.matrix(), rows, normal.matrix());
    pass.keep(this, new Kept(input, rows));
    if (activation == ElementFunction.IDENTITY) {
      return normal;
    }
    FeatureMap output = input.allocate(input.channels());
    activation.apply(pass.kernels(), normal.matrix(), output.matrix());
    return output;
  }

  private ChannelMoments moments(Pass pass, FeatureMap input) {
    if (pass.mode() == Pass.Mode.INFER) {
      ChannelMoments given = pass.moments().get(name);
      if (given == null) {
        throw new IllegalStateException("no statistics for the batch norm '" + name + "'");
      }
      return given;
    }
    ChannelMoments moments = pass.kernels().moments(input.matrix());
    if (pass.mode() == Pass.Mode.RECALIBRATE) {
      pass.moments().put(name, moments);
    }
    return moments;
  }

  @Override
  public List<FeatureMap> backward(Pass pass, FeatureMap outputGradient) {
    Kernels kernels = pass.kernels();
    Kept kept = pass.recall(this, Kept.class);
    FeatureMap input = kept.input();
    INDArray gradient = outputGradient.matrix();
    if (activation != ElementFunction.IDENTITY) {
      INDArray normal = input.allocate(input.channels()).matrix();
      kernels.normalise(input.matrix(), kept.rows(), normal);
      INDArray behind = input.allocate(input.channels()).matrix();
      activation.gradient(kernels, normal, gradient, behind);
      gradient = behind;
    }
    INDArray gammaShare = Nd4j.createUninitialized(gradient.dataType(), gamma.value().shape());
    INDArray betaShare = Nd4j.createUninitialized(gradient.dataType(), beta.value().shape());
    FeatureMap inputGradient = input.allocate(input.channels());
    kernels.normaliseGradient(
        input.matrix(), gradient, kept.rows(), gammaShare, betaShare, inputGradient.matrix());
    kernels.addScaled(1, gammaShare, gamma.gradient());
    kernels.addScaled(1, betaShare, beta.gradient());
    return List.of(inputGradient);
  }
}
