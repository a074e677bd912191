package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Window;

/** A weighted mixture of alternatives is a module like any other, and its weights learn too. */
class MixtureTest extends ModuleContract {

  private static final double[] WEIGHTS = {0.5, -1.25, 2};
  private static final Shape SHAPE = new Shape(4, 5, 3);

  @Override
  Stream<ModuleCase> cases() {
    return Stream.of(
        ModuleCase.graph("mixture", MixtureTest::mixture, SHAPE).withMixture("edge", WEIGHTS));
  }

  private static ModuleGraph mixture(TestParameters p) {
    ModuleGraph.Builder graph = new ModuleGraph.Builder(SHAPE);
    int pointwise = graph.add(new PointwiseConvolution(p.weight(3, 3)), 0);
    int pooled = graph.add(new WindowPooling(Pooling.Kind.AVERAGE, new Window(3, 1, 1)), 0);
    int depthwise = graph.add(WindowConvolution.depthwise(p.weight(9, 3), new Window(3, 1, 1)), 0);
    int normed =
        graph.add(
            new BatchNormalisation(
                "norm", p.row("gamma", 3), p.row("beta", 3), ElementFunction.HARD_SWISH),
            depthwise);
    graph.add(new WeightedSum("edge"), pointwise, pooled, normed);
    return graph.build();
  }

  @Test
  void leavesTheGradientsOfItsWeightsInTheirPlace() {
    Trial trial = new Trial(cases().findFirst().orElseThrow(), KERNELS, DataType.DOUBLE, 2);
    FeatureMap projection = trial.projection();
    MixtureWeights weights = new MixtureWeights(WEIGHTS);
    trial
        .engine
        .train(trial.graph, trial.inputs, 0, Map.of("edge", weights))
        .backward(projection, trial.gradients);
    double[] gradients = IntStream.range(0, 3).mapToDouble(weights::gradient).toArray();
    Matrix point = Matrix.allocate(DataType.DOUBLE, 1, 3);
    point.assign(WEIGHTS);

    new Slopes(
            () -> {
              MixtureWeights moved = new MixtureWeights(point.values());
              FeatureMap output =
                  trial.engine.train(trial.graph, trial.inputs, 0, Map.of("edge", moved)).output();
              return KERNELS.dot(output.matrix(), projection.matrix());
            })
        .check("weights", point, gradients);
    assertThat(weights.size()).isEqualTo(3);
  }

  @Test
  void asksForItsWeightsByName() {
    Trial trial = new Trial(cases().findFirst().orElseThrow(), KERNELS, DataType.DOUBLE, 1);

    assertThatThrownBy(() -> trial.engine.train(trial.graph, trial.inputs, 0, Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'edge'");
  }

  @Test
  void itsWeightsLearnWhileParametersAreHeldFixed() {
    Trial trial = new Trial(cases().findFirst().orElseThrow(), KERNELS, DataType.DOUBLE, 2);
    FeatureMap projection = trial.projection();
    MixtureWeights together = new MixtureWeights(WEIGHTS);
    trial
        .engine
        .train(trial.graph, trial.inputs, 0, Map.of("edge", together))
        .backward(projection, trial.gradients);
    MixtureWeights alone = new MixtureWeights(WEIGHTS);

    trial
        .engine
        .train(trial.graph, trial.inputs, 0, Map.of("edge", alone))
        .backwardToMixtures(projection);

    for (int i = 0; i < WEIGHTS.length; i++) {
      assertThat(alone.gradient(i)).isEqualTo(together.gradient(i));
    }
  }
}
