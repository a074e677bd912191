package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.PathMemory;
import org.sparknas.supernet.engine.TrainingRun;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.module.MixtureWeights;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/**
 * The gradient of an architecture step: all operations run, weighed by one sample of the
 * Gumbel-softmax for the whole batch; the loss is cross-entropy with the expected latency; weights
 * are held fixed.
 *
 * @param memory holds the weights of all operations
 */
public record ArchitectureStep(
    Engine engine,
    PathMemory memory,
    TfnasLatency latency,
    LatencyLoss latencyLoss,
    SoftmaxCrossEntropy crossEntropy) {

  /**
   * What a batch brought.
   *
   * @param latency expected, in milliseconds
   * @param gradient of all architecture parameters, in the order of {@link
   *     ArchitectureParameters#flat}
   */
  public record Result(double crossEntropy, double latency, double loss, double[] gradient) {}

  /**
   * Computes it.
   *
   * @param noise of the Gumbel-softmax
   * @param labels one class for each image
   * @param seed of dropout
   */
  public Result gradient(
      SearchNetworks networks,
      ArchitectureParameters parameters,
      double temperature,
      RandomGenerator noise,
      FeatureMap images,
      int[] labels,
      long seed) {
    List<GumbelSoftmax> samples = new ArrayList<>();
    Map<String, MixtureWeights> mixtures = new HashMap<>(networks.depthWeights(parameters));
    for (int place = 0; place < parameters.places(); place++) {
      GumbelSoftmax sample = GumbelSoftmax.draw(parameters.operations(place), temperature, noise);
      samples.add(sample);
      mixtures.put(networks.operationsOf(place), new MixtureWeights(sample.weights()));
    }
    List<double[]> weights = samples.stream().map(GumbelSoftmax::weights).toList();
    ExpectedLatency expected = ExpectedLatency.of(latency, networks.widths(), weights, parameters);
    double entropy =
        backward(
            networks,
            mixtures,
            latencyLoss.crossEntropyGradient(expected.value()),
            images,
            labels,
            seed);
    double latencyGradient = latencyLoss.latencyGradient(entropy, expected.value());
    return new Result(
        entropy,
        expected.value(),
        latencyLoss.value(entropy, expected.value()),
        together(networks, parameters, samples, mixtures, expected, latencyGradient));
  }

  /** Leaves the gradients of mixtures with them and returns the cross-entropy. */
  private double backward(
      SearchNetworks networks,
      Map<String, MixtureWeights> mixtures,
      double factor,
      FeatureMap images,
      int[] labels,
      long seed) {
    TrainingRun run =
        engine.train(memory.modules(networks.mixture()), List.of(images), seed, mixtures);
    FeatureMap outputGradient = run.outputGradient();
    Matrix gradient = outputGradient.matrix();
    double entropy = crossEntropy.apply(run.output().matrix(), labels, gradient);
    gradient.assign(Arrays.stream(gradient.values()).map(each -> factor * each).toArray());
    run.backwardToMixtures(outputGradient);
    return entropy;
  }

  private static double[] together(
      SearchNetworks networks,
      ArchitectureParameters parameters,
      List<GumbelSoftmax> samples,
      Map<String, MixtureWeights> mixtures,
      ExpectedLatency expected,
      double latencyGradient) {
    List<double[]> gradients = new ArrayList<>();
    for (int place = 0; place < samples.size(); place++) {
      double[] ofWeights = gradients(mixtures.get(networks.operationsOf(place)));
      addScaled(latencyGradient, expected.operationGradient().get(place), ofWeights);
      gradients.add(samples.get(place).gradient(ofWeights));
    }
    List<String> depths = networks.depthMixtures();
    for (int i = 0; i < depths.size(); i++) {
      MixtureWeights mixture = mixtures.get(depths.get(i));
      double[] ofLogits =
          Softmax.gradient(Softmax.of(parameters.depths().get(i)), gradients(mixture));
      addScaled(latencyGradient, expected.depthGradient().get(i), ofLogits);
      gradients.add(ofLogits);
    }
    return gradients.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] gradients(MixtureWeights mixture) {
    double[] gradients = new double[mixture.size()];
    Arrays.setAll(gradients, mixture::gradient);
    return gradients;
  }

  private static void addScaled(double factor, double[] more, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * more[i];
    }
  }
}
