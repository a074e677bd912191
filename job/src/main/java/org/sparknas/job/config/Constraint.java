package org.sparknas.job.config;

import org.sparknas.evolution.Limit;
import org.sparknas.supernet.cost.CostLimit;

/**
 * A limit on a cost, for the search as for the training.
 *
 * @param text as it was written
 */
public record Constraint(String text, CostLimit limit) implements Limit {
  @Override
  public String cost() {
    return limit.cost();
  }

  @Override
  public boolean allows(double value) {
    return limit.allows(value);
  }

  @Override
  public double excess(double value) {
    return limit.excess(value);
  }
}
