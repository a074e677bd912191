package org.sparknas.supernet.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparknas.supernet.architecture.Pooling;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.kernel.ElementFunction;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Window;

/** A weighted mixture of alternatives is a module like any other, and its weights learn too. */
class MixtureTest extends ModuleContract {

  private static final double[] WEIGHTS = {0.5, -1.25, 2};

  @Override
  Stream<ModuleCase> cases() {
    return Stream.of(
        ModuleCase.of("mixture", MixtureTest::mixture, new Shape(4, 5, 3))
            .preparing(pass -> pass.withMixture("edge", WEIGHTS)));
  }

  private static Mixture mixture(TestParameters parameters) {
    return new Mixture(
        "edge",
        List.of(
            new PointwiseConvolution(parameters.weight(3, 3)),
            new WindowPooling(Pooling.Kind.AVERAGE, new Window(3, 1, 1)),
            ModuleGraph.chain(
                new DepthwiseConvolution(parameters.weight(9, 3), new Window(3, 1, 1)),
                new ElementActivation(ElementFunction.HARD_SWISH))));
  }

  @Test
  void leavesTheGradientsOfItsWeightsInThePass() {
    TestParameters parameters = new TestParameters(1);
    Mixture mixture = mixture(parameters);
    List<FeatureMap> inputs = List.of(parameters.images(2, 4, 5, 3));
    FeatureMap projection = parameters.images(2, 4, 5, 3);
    Pass pass = Pass.training(KERNELS, 0).withMixture("edge", WEIGHTS);
    mixture.forward(pass, inputs);
    mixture.backward(pass, projection);
    INDArray weights = Nd4j.createFromArray(WEIGHTS).reshape(1, WEIGHTS.length);
    double[] gradients = new double[WEIGHTS.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = pass.mixture("edge").gradient(i);
    }

    new Slopes(
            () -> {
              Pass moved = Pass.training(KERNELS, 0).withMixture("edge", weights.toDoubleVector());
              return dot(mixture.forward(moved, inputs).matrix(), projection.matrix());
            })
        .check("weights", weights, Nd4j.createFromArray(gradients).reshape(1, gradients.length));
    assertThat(pass.mixture("edge").size()).isEqualTo(3);
  }

  @Test
  void asksForItsWeightsByName() {
    TestParameters parameters = new TestParameters(1);
    Mixture mixture = mixture(parameters);

    assertThatThrownBy(
            () ->
                mixture.forward(Pass.training(KERNELS, 0), List.of(parameters.images(1, 2, 2, 3))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'edge'");
  }
}
