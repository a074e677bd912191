package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.sparknas.evolution.Limit;
import org.sparknas.job.config.Constraint;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.cost.CostLimit;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

class PathCheckTest {
  private static final SearchSpace SPACE = new OneShotSpace(OneShotSettings.imageNet());
  private static final int EPOCHS = 3;
  private static final int STEPS = 3000;
  private static final Limit AT_MOST_0 =
      new Constraint("x <= 0", new CostLimit("x", CostLimit.Side.AT_MOST, 0));
  private static final Duration LONG = Duration.ofHours(1);

  private static UniformPathSampler sampler(PathConstraint constraint) {
    return new UniformPathSampler(SPACE, ChannelWarmUp.none(), constraint, 1);
  }

  /** Keeps every path but one; of each step one path is tried. */
  private static UniformPathSampler withoutPath(List<Integer> rare) {
    return sampler(
        new PathConstraint(
            List.of(AT_MOST_0), (cost, path) -> path.choices().equals(rare) ? 1 : 0, 1));
  }

  @Test
  void findsTheOneStepOfAWholeTrainingThatHasNoPath() {
    List<Integer> rare = sampler(PathConstraint.none()).path(1, STEPS + 2345L).choices();
    PathCheck check = new PathCheck(withoutPath(rare), EPOCHS, STEPS, 2, true);

    assertThatThrownBy(() -> check.check(LONG, done -> {}))
        .isInstanceOf(NoPathException.class)
        .hasMessageContaining("for step 5345 of epoch 1");
  }

  @Test
  void findsItWhereEachWorkerWalksItsOwnPaths() {
    List<Integer> rare = sampler(PathConstraint.none()).path(2, 2L * STEPS + 17, 1).choices();

    assertThatThrownBy(
            () -> new PathCheck(withoutPath(rare), EPOCHS, STEPS, 2, false).check(LONG, done -> {}))
        .isInstanceOf(NoPathException.class)
        .hasMessageContaining("for step 6017 of epoch 2");
    assertThat(new PathCheck(withoutPath(rare), EPOCHS, STEPS, 1, false).check(LONG, done -> {}))
        .isEqualTo(EPOCHS * STEPS);
  }

  @Test
  void drawsExactlyThePathsThatTrainingWillWalk() {
    Set<List<Integer>> drawn = ConcurrentHashMap.newKeySet();
    UniformPathSampler recording =
        sampler(
            new PathConstraint(
                List.of(AT_MOST_0),
                (cost, path) -> {
                  drawn.add(path.choices());
                  return 0;
                },
                1));

    new PathCheck(recording, EPOCHS, 20, 4, true).check(LONG, done -> {});

    List<List<Integer>> walked = new ArrayList<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      RoundPaths.shared(sampler(PathConstraint.none()), epoch, epoch * 20, 20).all(SPACE).stream()
          .map(Architecture::choices)
          .forEach(walked::add);
    }
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(walked);
  }

  @Test
  void stopsWhenItsTimeIsUpAndSaysHowFarItCame() {
    PathCheck check = new PathCheck(sampler(PathConstraint.none()), EPOCHS, STEPS, 2, true);
    List<Long> told = Collections.synchronizedList(new ArrayList<>());

    assertThat(check.check(Duration.ZERO, told::add)).isZero();
    assertThat(told).isEmpty();
    assertThat(check.check(LONG, told::add)).isEqualTo(check.steps()).isEqualTo(told.get(2));
  }
}
