package org.sparknas.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {

  private static ScoredCandidate candidate(int id, double accuracy, double macs) {
    return new ScoredCandidate(
        Genes.of(id), 1, Evaluation.of(accuracy), new TreeMap<>(Map.of("macs", macs)), accuracy);
  }

  private static boolean beats(ScoredCandidate winner, ScoredCandidate loser) {
    double accuracy = winner.evaluation().accuracy() - loser.evaluation().accuracy();
    double saving = loser.costs().get("macs") - winner.costs().get("macs");
    return accuracy >= 0 && saving >= 0 && (accuracy > 0 || saving > 0);
  }

  @Test
  void holdsExactlyTheUnbeaten() {
    // Twenty values each way among 300 candidates, so that ties of all kinds occur.
    SplittableRandom random = new SplittableRandom(19);
    for (int round = 0; round < 20; round++) {
      List<ScoredCandidate> all =
          IntStream.range(0, 300)
              .mapToObj(i -> candidate(i, random.nextInt(20) / 20.0, random.nextInt(20)))
              .toList();
      List<ScoredCandidate> unbeaten =
          all.stream().filter(one -> all.stream().noneMatch(other -> beats(other, one))).toList();
      assertThat(ParetoFront.of(all, "macs").candidates())
          .containsExactlyInAnyOrderElementsOf(unbeaten);
    }
  }

  @Test
  void isSortedByCost() {
    var cheap = candidate(1, 0.5, 1);
    var beaten = candidate(2, 0.4, 2);
    var dear = candidate(3, 0.9, 3);
    assertThat(ParetoFront.of(List.of(dear, beaten, cheap), "macs").candidates())
        .containsExactly(cheap, dear);
    assertThat(ParetoFront.of(List.of(), "macs").candidates()).isEmpty();
  }

  @Test
  void namesACostThatNobodyKnows() {
    List<ScoredCandidate> one = List.of(candidate(1, 0.5, 1), candidate(2, 0.5, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParetoFront.of(one, "flops"))
        .withMessage("Pareto front: no cost \"flops\"; must be one of [macs]");
  }
}
