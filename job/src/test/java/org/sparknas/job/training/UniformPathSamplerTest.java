package org.sparknas.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparknas.evolution.Limit;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.architecture.Decision;
import org.sparknas.supernet.architecture.SearchSpace;
import org.sparknas.supernet.oneshot.OneShotSettings;
import org.sparknas.supernet.oneshot.OneShotSpace;

class UniformPathSamplerTest {
  private static final SearchSpace SPACE = new OneShotSpace(OneShotSettings.imageNet());
  private static final List<Decision> DECISIONS = SPACE.decisions();
  private static final int START = 5;
  private static final ChannelWarmUp WARM_UP = new ChannelWarmUp(START, ChannelWarmUpTest.ONE_SHOT);
  private static final int DRAWS = 4000;

  // A phase each: blocks only; 2, 3, 4, 5, 6, 7, 8, 9 and 10 scales.
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9, 11, 14, 18, 23})
  void drawsEveryAllowedValueOfEveryDecisionEquallyOften(int epoch) {
    UniformPathSampler sampler = sampler(1);
    long[][] counts = new long[DECISIONS.size()][];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new long[DECISIONS.get(i).values().size()];
    }

    for (int step = 0; step < DRAWS; step++) {
      List<Integer> choices = sampler.path(epoch, step).choices();
      for (int i = 0; i < counts.length; i++) {
        counts[i][choices.get(i)]++;
      }
    }

    for (int i = 0; i < counts.length; i++) {
      Decision decision = DECISIONS.get(i);
      long[] mine = counts[i];
      List<Integer> allowed =
          decision.name().endsWith(".width")
              ? WARM_UP.allowed(decision, epoch)
              : List.of(0, 1, 2, 3);
      assertThat(allowed.stream().mapToLong(choice -> mine[choice]).sum())
          .as("draws of %s within the phase", decision.name())
          .isEqualTo(DRAWS);
      assertUniform(decision.name(), allowed.stream().mapToLong(choice -> mine[choice]).toArray());
    }
  }

  @Test
  void neighbouringStepsEpochsWorkersAndSeedsAreIndependent() {
    UniformPathSampler sampler = sampler(1);
    UniformPathSampler otherSeed = sampler(2);
    int epoch = START;

    assertIndependent(
        "steps",
        step -> sampler.path(epoch, 2L * step),
        step -> sampler.path(epoch, 2L * step + 1));
    assertIndependent(
        "epochs", step -> sampler.path(epoch, step), step -> sampler.path(epoch + 1, step));
    assertIndependent(
        "workers", step -> sampler.path(epoch, step, 0), step -> sampler.path(epoch, step, 1));
    assertIndependent(
        "one worker and all",
        step -> sampler.path(epoch, step),
        step -> sampler.path(epoch, step, 0));
    assertIndependent(
        "seeds", step -> sampler.path(epoch, step), step -> otherSeed.path(epoch, step));
  }

  @Test
  void decisionsOfAPathAreIndependent() {
    UniformPathSampler sampler = sampler(1);
    long[][] joint = new long[20][16];
    for (int step = 0; step < DRAWS; step++) {
      List<Integer> choices = sampler.path(0, step).choices();
      for (int other = 1; other < joint.length; other++) {
        joint[other][4 * choices.get(0) + choices.get(other)]++;
      }
    }
    for (int other = 1; other < joint.length; other++) {
      assertUniform("first operation and operation " + other, joint[other]);
    }
  }

  @Test
  void theSameSeedEpochAndStepIsTheSamePathInAnyOrder() {
    List<Architecture> forwards = new ArrayList<>();
    UniformPathSampler sampler = sampler(7);
    for (int step = 0; step < 50; step++) {
      forwards.add(sampler.path(30, step));
    }

    UniformPathSampler again = sampler(7);
    for (int step = 49; step >= 0; step--) {
      assertThat(again.path(30, step).choices()).isEqualTo(forwards.get(step).choices());
      assertThat(again.path(30, step, 3).choices()).isEqualTo(sampler.path(30, step, 3).choices());
    }
    assertThat(forwards.stream().map(Architecture::choices).distinct()).hasSize(50);
  }

  @Test
  void constrainedPathsAreUniformAmongThoseAllowed() {
    PathConstraint constraint =
        new PathConstraint(
            List.of(new AtMost(-1)), (cost, path) -> first(path) - second(path), 100);
    UniformPathSampler sampler = new UniformPathSampler(SPACE, WARM_UP, constraint, 1);
    long[] counts = new long[16];

    for (int step = 0; step < DRAWS; step++) {
      Architecture path = sampler.path(0, step);
      counts[4 * first(path) + second(path)]++;
    }

    int[] allowed = {1, 2, 3, 6, 7, 11};
    assertThat(IntStream.of(allowed).mapToLong(pair -> counts[pair]).sum()).isEqualTo(DRAWS);
    assertUniform("allowed pairs", IntStream.of(allowed).mapToLong(pair -> counts[pair]).toArray());
  }

  @Test
  void anImpossibleConstraintEndsWithAMessage() {
    PathConstraint constraint =
        new PathConstraint(
            List.of(new AtMost(-2), new AtMost(-1)), (cost, path) -> first(path), 200);
    UniformPathSampler sampler = new UniformPathSampler(SPACE, WARM_UP, constraint, 1);

    assertThatThrownBy(() -> sampler.path(2, 3))
        .isInstanceOf(NoPathException.class)
        .hasMessage(
            "no path that meets 'x <= -2, x <= -1' was found in 200 tries for step 3 of epoch 2"
                + " (x <= -2: nearest seen 0; x <= -1: nearest seen 0);"
                + " loosen the constraint or allow more tries");
  }

  private record AtMost(double limit) implements Limit {
    @Override
    public String cost() {
      return "x";
    }

    @Override
    public boolean allows(double value) {
      return value <= limit;
    }

    @Override
    public double excess(double value) {
      return Math.max(0, value - limit);
    }

    @Override
    public String text() {
      return "x <= " + (int) limit;
    }
  }

  private static UniformPathSampler sampler(long seed) {
    return new UniformPathSampler(SPACE, WARM_UP, PathConstraint.none(), seed);
  }

  private static int first(Architecture path) {
    return path.choices().get(0);
  }

  private static int second(Architecture path) {
    return path.choices().get(1);
  }

  private static void assertIndependent(
      String what, IntFunction<Architecture> one, IntFunction<Architecture> other) {
    long[] joint = new long[16];
    for (int step = 0; step < DRAWS; step++) {
      joint[4 * first(one.apply(step)) + first(other.apply(step))]++;
    }
    assertUniform(what, joint);
  }

  /**
   * Pearson's statistic against equal counts. A chi-squared variable of k degrees of freedom
   * exceeds k + 2 sqrt(k x) + 2 x with a probability of at most e^-x (Laurent and Massart 2000,
   * lemma 1). x = 16 gives 1e-7 for each of some 500 statistics here; a value drawn a fifth too
   * often among ten, or half too often among sixteen, is far beyond it.
   */
  private static void assertUniform(String what, long[] counts) {
    double expected = (double) DRAWS / counts.length;
    double statistic = 0;
    for (long count : counts) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    double freedom = counts.length - 1;
    double x = 16;
    assertThat(statistic)
        .as("chi-squared of %s", what)
        .isLessThanOrEqualTo(freedom == 0 ? 0 : freedom + 2 * Math.sqrt(freedom * x) + 2 * x);
  }
}
