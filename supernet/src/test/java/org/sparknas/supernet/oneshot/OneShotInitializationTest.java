package org.sparknas.supernet.oneshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.ParameterShape;

class OneShotInitializationTest {
  private static final OneShotInitialization INITIALIZATION = new OneShotInitialization();

  @ParameterizedTest
  @CsvSource({
    "stem, convolution, 0.01",
    "stage1.block1.snb3, project.depthwise, 1",
    "stage1.block1.snb3, project.pointwise, 0.0625",
    "stage2.block2.sxb3, main.pointwise1, 0.0125",
    "stage2.block2.sxb3, main.depthwise2, 1",
    "stage3.block1.snb3, main.excitation, 0.01",
    "head, features, 0.01",
    "head, classifier, 0.01"
  })
  void deviationsAreThoseOfTheOriginal(String block, String node, double deviation) {
    Block found =
        new OneShotSpace(OneShotSettings.imageNet())
            .blocks().stream().filter(b -> b.name().equals(block)).findFirst().orElseThrow();
    Block.Node operation =
        found.nodes().stream().filter(n -> n.name().equals(node)).findFirst().orElseThrow();

    ParameterShape weight = operation.operator().parameters().get(0);
    assertThat(INITIALIZATION.scale(block, node, operation.operator(), weight))
        .isEqualTo(deviation);
    assertThat(INITIALIZATION.beta()).isEqualTo(1e-4);
  }
}
