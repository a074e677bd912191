package org.sparknas.supernet.tfnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.engine.Engine;
import org.sparknas.supernet.engine.Momentum;
import org.sparknas.supernet.engine.PathTrainer;
import org.sparknas.supernet.engine.UpdateRules;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SoftmaxCrossEntropy;

/** Bi-sampling's weight step, on the whole vector of the supernet. */
@Tag("training")
class DifferentiableTrainerTest {
  private static final double UNLIMITED = Double.POSITIVE_INFINITY;
  private static final BiSampling.Paths BOTH = paths(List.of(0, 1, 2), List.of(3, 0, 1));

  private final ParameterLayout layout = SmallSearch.SUPERNET.layout();
  private final SearchNetworks networks =
      new SearchNetworks(SmallSearch.SPACE, DepthScheme.SINK_CONNECTING, SmallSearch.WIDTHS);
  private final ArchitectureParameters parameters =
      SmallSearch.parameters(DepthScheme.SINK_CONNECTING);

  private static BiSampling.Paths paths(List<Integer> first, List<Integer> second) {
    return new BiSampling.Paths(first, second);
  }

  /** The values after a step from the supernet's first ones. */
  private float[] step(IUpdater updater, UpdateRules rules, BiSampling.Paths paths, float[] state) {
    float[] values = SmallSearch.values();
    PathTrainer.Vectors vectors = new PathTrainer.Vectors(layout, values, state);
    try (DifferentiableTrainer trainer =
        new DifferentiableTrainer(
            Engine.ofOneThread(),
            layout,
            updater,
            rules,
            SmallSearch.LATENCY,
            new LatencyLoss.ProxylessNas(1),
            new SoftmaxCrossEntropy(0))) {
      trainer.load(vectors, networks.mixture());
      trainer.weightStep(
          networks,
          paths,
          parameters,
          SmallSearch.images(DataType.FLOAT),
          SmallSearch.LABELS,
          new PathTrainer.Step(0, 0, 1));
      trainer.store(vectors, networks.mixture());
    }
    return values;
  }

  private float[] moved(double limit, BiSampling.Paths paths) {
    float[] values = step(new Sgd(1), new UpdateRules(0, false, false, limit), paths, new float[0]);
    float[] before = SmallSearch.values();
    for (int i = 0; i < values.length; i++) {
      values[i] -= before[i];
    }
    return values;
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Test
  void addsTheGradientsOfBothPaths() {
    float[] together = moved(UNLIMITED, BOTH);
    float[] first = moved(UNLIMITED, paths(BOTH.first(), List.of()));
    float[] second = moved(UNLIMITED, paths(BOTH.second(), List.of()));

    for (int i = 0; i < together.length; i++) {
      // Each is a difference of floats up to 1, rounded to 6e-8.
      assertThat((double) together[i]).isCloseTo((double) first[i] + second[i], within(5e-7));
    }
    assertThat(norm(together)).isGreaterThan(0.1);
  }

  @Test
  void scalesTheSumDownToTheLargestNorm() {
    double norm = norm(moved(UNLIMITED, BOTH));

    // Roundings of the parameters, 6e-8 each.
    assertThat(norm(moved(norm / 3, BOTH))).isCloseTo(norm / 3, within(1e-5));
    assertThat(moved(2 * norm, BOTH)).isEqualTo(moved(UNLIMITED, BOTH));
  }

  @Test
  void movesNothingThatIsOnNeitherPathAndNoNorm() {
    float[] state = new float[layout.length()];
    Arrays.fill(state, 0.5f);
    float[] values =
        step(
            new Momentum(new FixedSchedule(0.1), 0.9),
            new UpdateRules(1e-2, true, false, 5),
            BOTH,
            state);
    float[] before = SmallSearch.values();
    int moved = 0;
    for (ParameterLayout.Slot slot : layout.slots()) {
      String name = slot.shape().name();
      boolean learns = slot.shape().role() != ParameterRole.NORM && isOnAPath(name);
      for (int i = slot.offset(); i < slot.offset() + slot.shape().size(); i++) {
        if (!learns) {
          assertThat(values[i]).as(name).isEqualTo(before[i]);
          assertThat(state[i]).as("momentum of " + name).isEqualTo(0.5f);
        }
        moved += values[i] == before[i] ? 0 : 1;
      }
    }
    assertThat(moved).isGreaterThan(100);
  }

  private static boolean isOnAPath(String name) {
    for (int place = 0; place < 3; place++) {
      SearchedBlock searched = SmallSearch.SPACE.searchedBlocks().get(place);
      if (name.startsWith(searched.name() + ".")) {
        return name.startsWith(searched.blockName(BOTH.first().get(place)) + ".")
            || name.startsWith(searched.blockName(BOTH.second().get(place)) + ".");
      }
    }
    return true;
  }
}
