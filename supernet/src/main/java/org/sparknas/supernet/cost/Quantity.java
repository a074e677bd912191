package org.sparknas.supernet.cost;

import java.util.Locale;

/** What a convention counts. */
public enum Quantity {
  /** Numbers to store. */
  PARAMETERS,
  /** Multiplications that are each followed by an addition, and what the paper adds to them. */
  MACS,
  /** Multiplications alone. */
  MULTS,
  /** Additions alone. */
  ADDS;

  /** The name of a column: {@code parameters}, {@code macs}, {@code mults}, {@code adds}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
