package org.sparknas.evolution;

/** A limit on one cost that every candidate has to keep. */
public interface Limit {

  /** Name of the cost that is limited. */
  String cost();

  /** Whether a value keeps the limit; not a number must not. */
  boolean allows(double value);

  /** How far a value is beyond the limit: the nearer the less; 0 where it keeps the limit. */
  double excess(double value);

  /** As it was written, for messages: {@code score <= 1}. */
  String text();
}
