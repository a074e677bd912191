package org.sparknas.job.config;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** A number; asking for its range reads it. */
record NumberSetting(Settings settings, String path) {

  double any() {
    return check(value -> true, "a finite number", 0);
  }

  double atLeast(double least) {
    return check(value -> value >= least, "at least " + shown(least), least);
  }

  double above(double bound) {
    return check(value -> value > bound, "more than " + shown(bound), bound + 1);
  }

  double between(double least, double most) {
    return check(
        value -> value >= least && value <= most,
        "from " + shown(least) + " to " + shown(most),
        least);
  }

  /** From {@code least} to less than {@code bound}. */
  double below(double least, double bound) {
    return check(value -> value >= least && value < bound, belowText(least, bound), least);
  }

  /** As {@link #below}, or a word, which reads as nothing. */
  OptionalDouble belowOr(double least, double bound, String word) {
    return settings.isWord(path, word)
        ? OptionalDouble.empty()
        : OptionalDouble.of(checkOr(least, bound, word));
  }

  /** As {@link #above}, or a word, which reads as nothing. */
  OptionalDouble aboveOr(double bound, String word) {
    if (settings.isWord(path, word)) {
      return OptionalDouble.empty();
    }
    String must = "more than " + shown(bound) + ", or " + word;
    double value = settings.read(path, SettingValue::number, "a number " + must, bound + 1);
    if (value > bound) {
      return OptionalDouble.of(value);
    }
    settings.refuse(path, must);
    return OptionalDouble.empty();
  }

  private double checkOr(double least, double bound, String word) {
    String must = belowText(least, bound) + ", or " + word;
    double value = settings.read(path, SettingValue::number, "a number " + must, least);
    if (value >= least && value < bound) {
      return value;
    }
    settings.refuse(path, must);
    return least;
  }

  private double check(DoublePredicate allowed, String must, double whenWithoutDefault) {
    double value =
        settings.read(path, SettingValue::number, "a number, " + must, whenWithoutDefault);
    if (allowed.test(value)) {
      return value;
    }
    settings.refuse(path, must);
    return settings.fallback(path, SettingValue::number, whenWithoutDefault);
  }

  private static String belowText(double least, double bound) {
    return "at least " + shown(least) + " and below " + shown(bound);
  }

  private static String shown(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
