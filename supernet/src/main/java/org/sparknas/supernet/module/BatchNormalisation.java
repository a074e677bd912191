package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.kernel.ChannelMoments;
import org.sparknas.supernet.kernel.ElementFunction;
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
        new NormalisationRows(moments.mean(), moments.variance(), gamma.value(), beta.value());
    FeatureMap output = input.allocate(input.channels());
    pass.kernels().normalise(input.matrix(), rows, activation, output.matrix());
    pass.keep(this, new Kept(input, rows));
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
    INDArray gammaShare = Nd4j.createUninitialized(gamma.value().dataType(), gamma.value().shape());
    INDArray betaShare = Nd4j.createUninitialized(beta.value().dataType(), beta.value().shape());
    FeatureMap inputGradient = input.allocate(input.channels());
    kernels.normaliseGradient(
        input.matrix(),
        outputGradient.matrix(),
        kept.rows(),
        activation,
        gammaShare,
        betaShare,
        inputGradient.matrix());
    kernels.addScaled(1, gammaShare, gamma.gradient());
    kernels.addScaled(1, betaShare, beta.gradient());
    return List.of(inputGradient);
  }
}
