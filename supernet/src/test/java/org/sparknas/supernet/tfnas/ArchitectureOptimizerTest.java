package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Adam as the original's, on one vector in plain double loops. */
class ArchitectureOptimizerTest {
  private static final ArchitectureOptimizer OPTIMIZER = ArchitectureOptimizer.original();

  @Test
  void stepsAsAdamDoesAndNormalizesBehindEachStep() {
    ArchitectureOptimizer.State state =
        ArchitectureOptimizer.State.of(SmallSearch.parameters(DepthScheme.SINK_CONNECTING));
    int length = state.parameters().flat().length;
    double[] first = new double[length];
    double[] second = new double[length];
    for (int step = 0; step < 5; step++) {
      double[] gradient = gradient(length, step);
      double[] expected = state.parameters().flat();
      double factor = 5 / (norm(gradient) + 1e-6);
      assertThat(factor).isLessThan(1);
      for (int i = 0; i < length; i++) {
        double g = factor * gradient[i] + 5e-4 * expected[i];
        first[i] = 0.5 * first[i] + 0.5 * g;
        second[i] = 0.999 * second[i] + 0.001 * g * g;
        double rate =
            0.01 * Math.sqrt(1 - Math.pow(0.999, step + 1)) / (1 - Math.pow(0.5, step + 1));
        expected[i] -= rate * first[i] / (Math.sqrt(second[i]) + 1e-8);
      }

      state = OPTIMIZER.step(state, gradient, step);

      ArchitectureParameters wanted = state.parameters().withFlat(expected).normalized();
      // The same arithmetic in double, in another order.
      assertThat(state.parameters().flat()).containsExactly(wanted.flat(), within(1e-12));
    }
  }

  private static double[] gradient(int length, int step) {
    double[] gradient = new double[length];
    for (int i = 0; i < length; i++) {
      gradient[i] = 3 * Math.sin(i + 7.0 * step) + 2;
    }
    return gradient;
  }

  private static double norm(double[] gradient) {
    double squares = 0;
    for (double each : gradient) {
      squares += each * each;
    }
    return Math.sqrt(squares);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new ArchitectureOptimizer(0, 0.5, 0.9, 0, 1))
        .hasMessageContaining("learning rate 0.0");
    assertThatThrownBy(() -> new ArchitectureOptimizer(0.1, 1, 0.9, 0, 1))
        .hasMessageContaining("beta1 1.0");
  }
}
