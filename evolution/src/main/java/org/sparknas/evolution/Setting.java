package org.sparknas.evolution;

/** Checks settings: a message names the setting, its value and what is allowed. */
final class Setting {

  private Setting() {}

  static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: %d; must be at least %d".formatted(name, value, least));
    }
  }

  static void probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s: %s; must be from 0 to 1".formatted(name, value));
    }
  }
}
