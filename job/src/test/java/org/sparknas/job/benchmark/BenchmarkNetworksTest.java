package org.sparknas.job.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparknas.supernet.architecture.ActivationFunction;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.architecture.Shape;

class BenchmarkNetworksTest {
  private final Network mbconv6 = BenchmarkNetworks.mbconv6(ActivationFunction.RELU6);
  private final Network tfnasA = BenchmarkNetworks.tfnasA();

  /** Counted in libtorch's own networks, batch norms and the classifiers' biases included. */
  @Test
  void haveAsManyParametersAsTheSameNetworksInLibtorch() {
    assertThat(parameters(mbconv6)).isEqualTo(170_234);
    assertThat(parameters(tfnasA)).isEqualTo(8_757_527);
  }

  @Test
  void classifyImagesOfTheirSize() {
    assertThat(List.of(mbconv6.input(), mbconv6.output()))
        .containsExactly(new Shape(32, 32, 3), Shape.vector(10));
    assertThat(List.of(tfnasA.input(), tfnasA.output()))
        .containsExactly(new Shape(224, 224, 3), Shape.vector(1000));
  }

  @Test
  void inputsAreAddedWhereTheShapeAllows() {
    assertThat(mbconv6.blocks().stream().map(BenchmarkNetworksTest::lastNode))
        .containsExactly(
            "activation",
            "project.norm",
            "residual",
            "project.norm",
            "residual",
            "project.norm",
            "residual",
            "classifier");
  }

  private static String lastNode(Block block) {
    return block.nodes().get(block.nodes().size() - 1).name();
  }

  private static long parameters(Network network) {
    return network.parameters().stream().mapToLong(ParameterShape::size).sum();
  }
}
