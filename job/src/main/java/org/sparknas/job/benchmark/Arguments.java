package org.sparknas.job.benchmark;

import java.util.List;

/** Arguments by their place, those at the end optional. */
record Arguments(List<String> values) {
  Arguments {
    values = List.copyOf(values);
  }

  /**
   * Refuses arguments that nobody reads.
   *
   * @throws IllegalArgumentException when there are more than {@code most}
   */
  Arguments atMost(int most) {
    if (values.size() > most) {
      throw new IllegalArgumentException(
          "too many arguments: " + String.join(" ", values.subList(most, values.size())));
    }
    return this;
  }

  /**
   * A whole number that must be given.
   *
   * @throws IllegalArgumentException when it is missing, no whole number, or below {@code least}
   */
  int number(int place, String name, int least) {
    if (place >= values.size()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return number(place, name, least, least);
  }

  /**
   * A whole number that may be left out.
   *
   * @throws IllegalArgumentException when it is no whole number, or below {@code least}
   */
  int number(int place, String name, int least, int otherwise) {
    if (place >= values.size()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(values.get(place));
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(place, name, "a whole number", e);
    }
    throw wrong(place, name, least + " or more", null);
  }

  /**
   * A share, above 0 and at most 1, that may be left out.
   *
   * @throws IllegalArgumentException when it is no such number
   */
  double share(int place, String name, double otherwise) {
    if (place >= values.size()) {
      return otherwise;
    }
    try {
      double share = Double.parseDouble(values.get(place));
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw wrong(place, name, "a number", e);
    }
    throw wrong(place, name, "above 0 and at most 1", null);
  }

  private IllegalArgumentException wrong(int place, String name, String allowed, Throwable cause) {
    return new IllegalArgumentException(
        "%s = %s, but must be %s".formatted(name, values.get(place), allowed), cause);
  }
}
