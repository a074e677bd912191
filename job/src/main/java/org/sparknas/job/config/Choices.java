package org.sparknas.job.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words that a setting allows, and what they stand for. */
record Choices<T>(Map<String, T> byName) {

  /** Words that stand for themselves. */
  static Choices<String> of(String... words) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (String word : words) {
      byName.put(word, word);
    }
    return new Choices<>(byName);
  }

  /** An enum's constants by their names in settings. */
  static <E extends Enum<E>> Choices<E> of(Class<E> type, Function<E, String> name) {
    return new Choices<>(
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toMap(name, each -> each, (one, other) -> one, LinkedHashMap::new)));
  }

  /** An enum's constants in lower case with hyphens. */
  static <E extends Enum<E>> Choices<E> of(Class<E> type) {
    return of(type, Choices::hyphenated);
  }

  static String hyphenated(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Optional<T> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  T first() {
    return byName.values().iterator().next();
  }

  String allowed() {
    return "one of " + String.join(", ", byName.keySet());
  }
}
