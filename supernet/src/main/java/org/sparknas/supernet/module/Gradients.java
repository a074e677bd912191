package org.sparknas.supernet.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparknas.supernet.kernel.FeatureMap;
import org.sparknas.supernet.kernel.Kernels;

/** Sums of gradients that reach one value from several readers. */
final class Gradients {

  private Gradients() {}

  /** The sum, in a new array unless there is nothing to add to. */
  static FeatureMap sum(Kernels kernels, FeatureMap gradientOrNull, FeatureMap more) {
    if (gradientOrNull == null) {
      return more;
    }
    FeatureMap sum = more.allocate(more.channels());
    kernels.add(gradientOrNull.matrix(), more.matrix(), sum.matrix());
    return sum;
  }

  /** Zeros of the same size. */
  static FeatureMap zeros(FeatureMap like) {
    FeatureMap zeros = like.allocate(like.channels());
    INDArray matrix = zeros.matrix();
    matrix.assign(0);
    return zeros;
  }

  /** Adds element by element to {@code sums}, which grows where it is shorter. */
  static void addAll(Kernels kernels, List<FeatureMap> gradients, List<FeatureMap> sums) {
    for (int i = 0; i < gradients.size(); i++) {
      if (i == sums.size()) {
        sums.add(gradients.get(i));
      } else {
        sums.set(i, sum(kernels, sums.get(i), gradients.get(i)));
      }
    }
  }
}
