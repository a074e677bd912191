package org.sparknas.job.config;

import java.util.function.LongPredicate;

/** A whole number; asking for its range reads it. */
record WholeNumberSetting(Settings settings, String path) {

  /** Any 64-bit number. */
  long any() {
    return settings.read(path, SettingValue::whole, "a whole number", 0L);
  }

  int atLeast(int least) {
    return (int)
        check(value -> value >= least && value <= Integer.MAX_VALUE, "at least " + least, least);
  }

  int between(int least, int most) {
    return (int)
        check(value -> value >= least && value <= most, "from " + least + " to " + most, least);
  }

  private long check(LongPredicate allowed, String must, long whenWithoutDefault) {
    long value =
        settings.read(path, SettingValue::whole, "a whole number, " + must, whenWithoutDefault);
    if (allowed.test(value)) {
      return value;
    }
    settings.refuse(path, must);
    return settings.fallback(path, SettingValue::whole, whenWithoutDefault);
  }
}
