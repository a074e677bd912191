package org.sparknas.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.sparknas.supernet.architecture.Block;
import org.sparknas.supernet.architecture.Network;
import org.sparknas.supernet.architecture.ParameterRole;
import org.sparknas.supernet.architecture.ParameterShape;
import org.sparknas.supernet.kernel.Matrix;
import org.sparknas.supernet.kernel.Nd4jKernels;
import org.sparknas.supernet.module.ParameterLayout;
import org.sparknas.supernet.module.SmallSpace;

/** Steps on changing paths, against an array of doubles for the whole supernet. */
class PathOptimizerTest {

  private static final double DECAY = 0.1;

  /** Eight steps round to 6e-8 each; Adam divides by the root of a rounded square. */
  private static final double TOLERANCE = 3e-6;

  /** Numbers that are moved together: most parameters are longer, and some end within. */
  private static final int FEW = 10;

  private final ParameterLayout layout = SmallSpace.SUPERNET.layout();
  private final PathMemory memory =
      new PathMemory(new Engine(new Nd4jKernels(), DataType.FLOAT, 2), layout);
  private final Random random = new Random(8);

  @ParameterizedTest
  @EnumSource
  void movesTheWholeSupernetAsPlainLoopsDo(PlainUpdater updater) {
    PathOptimizer optimizer =
        new PathOptimizer(memory, updater.updater(), UpdateRules.decaying(DECAY), FEW);
    float[] values = SmallSpace.values();
    float[] state = new float[updater.planes() * layout.length()];
    double[] expected = doubles(values);
    double[][] cells = new double[layout.length()][updater.planes()];
    for (int step = 0; step < 8; step++) {
      Network path = SmallSpace.path(step % 5);
      memory.load(path, layout, values);
      optimizer.loadState(path, layout, state);
      float[] gradients = fillGradients(path);

      optimizer.step(path.blocks(), step, step / 4);

      assertNoGradientsRemain(path);
      memory.store(path, layout, values);
      optimizer.storeState(path, layout, state);
      for (ParameterShape shape : path.parameters()) {
        ParameterLayout.Slot slot = layout.slot(shape.name());
        double decay = shape.role() == ParameterRole.WEIGHT ? DECAY : 0;
        for (int row = 0; row < shape.rows(); row++) {
          for (int column = 0; column < shape.columns(); column++) {
            int i = slot.offset() + row * slot.shape().columns() + column;
            double gradient = gradients[i] + decay * expected[i];
            expected[i] -= updater.step(gradient, cells[i], step);
          }
        }
      }
    }
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).as("value " + i).isCloseTo(expected[i], within(TOLERANCE));
      for (int plane = 0; plane < updater.planes(); plane++) {
        assertThat((double) state[plane * layout.length() + i])
            .as("state " + plane + " of value " + i)
            .isCloseTo(cells[i][plane], within(TOLERANCE));
      }
    }
  }

  @Test
  void scalesGradientsDownBeforeTheyDecayAndLeavesWhatDoesNotLearn() {
    double largest = 2;
    UpdateRules rules = new UpdateRules(DECAY, true, false, largest);
    PathOptimizer optimizer = new PathOptimizer(memory, new Sgd(1), rules, FEW);
    Network path = SmallSpace.path(0);
    float[] values = SmallSpace.values();
    float[] before = values.clone();
    memory.load(path, layout, values);
    float[] gradients = fillGradients(path);

    optimizer.step(path.blocks(), 0, 0);

    assertNoGradientsRemain(path);
    memory.store(path, layout, values);
    double squares = 0;
    for (int i : places(path, true)) {
      squares += (double) gradients[i] * gradients[i];
    }
    double factor = largest / (Math.sqrt(squares) + 1e-6);
    assertThat(factor).isLessThan(0.5);
    for (int i : places(path, true)) {
      double expected = before[i] - (factor * gradients[i] + DECAY * before[i]);
      assertThat((double) values[i]).as("value " + i).isCloseTo(expected, within(TOLERANCE));
    }
    for (int i : places(path, false)) {
      assertThat(values[i]).as("norm " + i).isEqualTo(before[i]);
    }
  }

  /** Where the path's parameters lie: those that learn here, or those of norms. */
  private List<Integer> places(Network path, boolean learning) {
    List<Integer> places = new ArrayList<>();
    for (ParameterShape shape : path.parameters()) {
      ParameterLayout.Slot slot = layout.slot(shape.name());
      for (int row = 0; row < shape.rows(); row++) {
        for (int column = 0; column < shape.columns(); column++) {
          if (learning == (shape.role() != ParameterRole.NORM)) {
            places.add(slot.offset() + row * slot.shape().columns() + column);
          }
        }
      }
    }
    return places;
  }

  /**
   * Gradients between 0.5 and 1.5 of either sign, so that Adam's quotient is well conditioned. Two
   * threads found a half of each.
   */
  private float[] fillGradients(Network path) {
    for (Block block : path.blocks()) {
      PathMemory.BoundBlock bound = memory.bind(block);
      double[] gradients = new double[bound.length()];
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.5, 1.5);
      }
      memory.gradients().gathered().matrix(bound.offset(), 1, bound.length()).assign(gradients);
    }
    float[] copy = new float[layout.length()];
    memory.storeGradients(path, layout, copy);
    path.blocks().forEach(this::halve);
    return copy;
  }

  private void assertNoGradientsRemain(Network path) {
    for (Block block : path.blocks()) {
      PathMemory.BoundBlock bound = memory.bind(block);
      if (bound.length() > 0) {
        assertThat(memory.gradients().stretch(bound.offset(), bound.length()))
            .allSatisfy(each -> assertThat(each.values()).containsOnly(0));
      }
    }
  }

  private void halve(Block block) {
    PathMemory.BoundBlock bound = memory.bind(block);
    if (bound.length() > 0) {
      List<Matrix> ofThreads = memory.gradients().stretch(bound.offset(), bound.length());
      ofThreads.get(0).array().divi(2);
      ofThreads.get(1).array().assign(ofThreads.get(0).array());
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Test
  void followsAScheduleOfTheLearningRate() {
    // halves after every iteration
    Sgd updater = new Sgd(new StepSchedule(ScheduleType.ITERATION, 1, 0.5, 1));
    PathOptimizer optimizer = new PathOptimizer(memory, updater, UpdateRules.decaying(0));
    Network path = SmallSpace.path(0);
    float[] values = new float[layout.length()];
    memory.load(path, layout, values);
    float[] gradients = fillGradients(path);

    optimizer.step(path.blocks(), 3, 0);

    memory.store(path, layout, values);
    for (int i = 0; i < values.length; i++) {
      // an eighth of a float is exact
      assertThat(values[i]).isEqualTo(-gradients[i] / 8);
    }
  }

  @Test
  void knowsHowMuchStateAnUpdaterKeeps() {
    for (PlainUpdater updater : PlainUpdater.values()) {
      assertThat(PathOptimizer.planes(updater.updater())).isEqualTo(updater.planes());
    }
  }
}
