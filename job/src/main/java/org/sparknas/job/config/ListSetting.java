package org.sparknas.job.config;

import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A list of values; asking what is allowed reads it. */
record ListSetting<T>(
    Settings settings, String path, Function<ConfigValue, Optional<T>> element, String elements) {

  List<T> any() {
    return settings.read(path, SettingValue.list(element), "a list of " + elements, List.of());
  }

  /** Values that pass a check. */
  List<T> where(Predicate<List<T>> allowed, String must) {
    List<T> list =
        settings.read(
            path, SettingValue.list(element), "a list of " + elements + ": " + must, List.of());
    if (allowed.test(list)) {
      return list;
    }
    settings.refuse(path, must);
    return settings.fallback(path, SettingValue.list(element), List.of());
  }
}
