package org.sparknas.supernet.module;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.ThreadGradients;
import org.sparknas.supernet.engine.TrainingRun;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** Modules with their parameters and inputs, run by an engine of their own. */
final class Trial {

  private static final long SEED = 11;

  /** What a backward gave, as numbers. */
  record Result(double[] output, List<double[]> inputGradients, List<double[]> gradients) {}

  final TestParameters parameters;
  final ModuleGraph graph;
  final List<FeatureMap> inputs;
  final Engine engine;
  final ThreadGradients gradients;
  private final ModuleCase which;

  Trial(ModuleCase which, Kernels kernels, DataType type, int threads) {
    this.which = which;
    parameters = new TestParameters(3, type);
    graph = which.make().apply(parameters);
    inputs = which.inputs(parameters);
    engine = new Engine(kernels, type, threads);
    gradients = parameters.gradients(engine);
  }

  Map<String, MixtureWeights> mixtures() {
    Map<String, MixtureWeights> mixtures = new HashMap<>();
    which.mixtures().forEach((name, weights) -> mixtures.put(name, new MixtureWeights(weights)));
    return mixtures;
  }

  TrainingRun forward() {
    return engine.train(graph, inputs, SEED, mixtures());
  }

  /** The same random numbers in each data type. */
  FeatureMap projection() {
    FeatureMap output = forward().output();
    return new TestParameters(7, output.matrix().type()).like(output);
  }

  double project(FeatureMap projection) {
    double[] output = forward().output().matrix().values();
    double[] weights = projection.matrix().values();
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      sum += output[i] * weights[i];
    }
    return sum;
  }

  Result backward(FeatureMap projection) {
    TrainingRun run = forward();
    double[] output = run.output().matrix().values();
    List<double[]> ofInputs = new ArrayList<>();
    run.backwardToInputs(projection, gradients).forEach(g -> ofInputs.add(g.matrix().values()));
    List<double[]> ofParameters =
        parameters.made().stream().map(p -> parameters.gathered(gradients, p)).toList();
    return new Result(output, ofInputs, ofParameters);
  }
}
