package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparknas.evolution.GeneSpace.Chromosome;

class SearchProblemTest {

  private static final GeneSpace SPACE = GeneSpace.of(Chromosome.uniform("blocks", 2, 4));
  private static final CostModel COSTS = genes -> Map.of("score", 0.5, "macs", 3e8);

  @Test
  void refusesALimitThatNoCostAnswersTo() {
    List<Limit> limits = List.of(new AtMost("flops", 330_000_000));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchProblem(SPACE, COSTS, limits, Objective.accuracy()))
        .withMessage(
            "limit \"flops <= 330000000\": no cost \"flops\"; must be one of [macs, score]");
  }

  @Test
  void refusesAnObjectiveThatNoCostAnswersTo() {
    Objective objective = Objective.balanced("flops", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchProblem(SPACE, COSTS, List.of(), objective))
        .withMessage("balanced objective: no cost \"flops\"; must be one of [macs, score]");
  }

  @Test
  void balancedObjectiveTakesTheCostOffTheAccuracy() {
    Objective objective = Objective.balanced("score", 0.4);
    assertThat(objective.fitness(Evaluation.of(0.7), Map.of("score", 0.5)))
        .isEqualTo(0.7 - 0.4 * 0.5);
  }

  @Test
  void accuracyIsAShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(58.32))
        .withMessage("accuracy: 58.32; must be from 0 to 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Evaluation.of(Double.NaN));
  }
}
