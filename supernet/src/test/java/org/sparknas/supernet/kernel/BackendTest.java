package org.sparknas.supernet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The numeric backend loads from the managed artefacts and computes. */
class BackendTest {

  @Test
  void multipliesMatrices() {
    INDArray left = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    INDArray right = Nd4j.createFromArray(new float[][] {{7, 8}, {9, 10}, {11, 12}});

    assertThat(left.mmul(right).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{58, 64}, {139, 154}});
  }
}
