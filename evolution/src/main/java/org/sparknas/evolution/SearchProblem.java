package org.sparknas.evolution;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What to search: the space, what candidates cost, the limits that every candidate must keep, and
 * what is best. Every limit and the objective are tried on one candidate at once, so that a cost
 * that nobody knows ends here and not in the middle of a search.
 *
 * @param identity equal for genes that stand for the same candidate, which is scored once
 */
public record SearchProblem(
    GeneSpace space,
    CostModel costModel,
    List<Limit> limits,
    Objective objective,
    Function<Genes, ?> identity) {

  public SearchProblem {
    limits = List.copyOf(limits);
    Genes first = new Genes(Collections.nCopies(space.length(), 0));
    Map<String, Double> costs = costModel.costs(first);
    for (Limit limit : limits) {
      if (!costs.containsKey(limit.cost())) {
        throw new IllegalArgumentException(
            "limit \"%s\": no cost \"%s\"; must be one of %s"
                .formatted(limit.text(), limit.cost(), costs.keySet().stream().sorted().toList()));
      }
    }
    double unused = objective.fitness(Evaluation.of(0), costs);
    if (Double.isNaN(unused)) {
      throw new IllegalArgumentException("objective: not a number for genes " + first);
    }
  }

  /** A problem in which different genes are different candidates. */
  public SearchProblem(
      GeneSpace space, CostModel costModel, List<Limit> limits, Objective objective) {
    this(space, costModel, limits, objective, Function.identity());
  }

  /** Any accuracy in the space, without costs or limits. */
  public static SearchProblem unlimited(GeneSpace space) {
    return new SearchProblem(space, CostModel.none(), List.of(), Objective.accuracy());
  }

  /**
   * Checks that candidates can be found at all, before anything costly begins.
   *
   * @param tries how many draws in a row may break the limits
   * @throws NoFeasibleCandidateException when all did
   */
  public void requireFeasible(long seed, int tries) {
    CandidateDraw.requireFeasible(this, seed, tries);
  }
}
