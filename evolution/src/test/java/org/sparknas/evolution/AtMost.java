package org.sparknas.evolution;

/** An upper limit. */
record AtMost(String cost, int most) implements Limit {

  @Override
  public boolean allows(double value) {
    return value <= most;
  }

  @Override
  public double excess(double value) {
    return Math.max(0, value - most);
  }

  @Override
  public String text() {
    return cost + " <= " + most;
  }
}
