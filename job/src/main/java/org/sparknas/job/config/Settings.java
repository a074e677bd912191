package org.sparknas.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads settings one by one and collects every problem, so that a user sees all of them at once. A
 * setting with a problem reads as its default meanwhile.
 */
final class Settings {
  private final ConfigObject values;
  private final ConfigObject defaults;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> read = new LinkedHashSet<>();

  /** Reads a resolved configuration that has the defaults in it. */
  Settings(Config resolved, Config defaults) {
    this.values = resolved.root();
    this.defaults = defaults.root();
    problems.addAll(UnknownSettings.problems(values, this.defaults));
  }

  /** A whole number; may end in K, M or G. */
  WholeNumberSetting integer(String path) {
    return new WholeNumberSetting(this, path);
  }

  /** A number; may end in K, M or G. */
  NumberSetting number(String path) {
    return new NumberSetting(this, path);
  }

  /** {@code true} or {@code false}. */
  boolean flag(String path) {
    return read(path, SettingValue::flag, "true or false", false);
  }

  /** A text that must be set. */
  String text(String path, String what) {
    return read(path, SettingValue::text, what, "");
  }

  /** A text or nothing. */
  Optional<String> optionalText(String path) {
    return isSet(path) ? Optional.of(text(path, "a text")) : Optional.empty();
  }

  /** Whether a setting is this word. */
  boolean isWord(String path, String word) {
    read.add(path);
    return find(values, path).flatMap(SettingValue::text).filter(word::equals).isPresent();
  }

  /** One of some words. */
  <T> T oneOf(String path, Choices<T> choices) {
    return read(path, SettingValue.text(choices::find), choices.allowed(), choices.first());
  }

  /** A list; a single value is a list of one. */
  <T> ListSetting<T> list(String path, Function<ConfigValue, Optional<T>> element, String what) {
    return new ListSetting<>(this, path, element, what);
  }

  /** A list of numbers. */
  ListSetting<Double> numbers(String path) {
    return list(path, SettingValue::number, "numbers");
  }

  /** A list of whole numbers. */
  ListSetting<Integer> integers(String path) {
    return list(
        path,
        value -> SettingValue.whole(value).filter(Settings::isInt).map(Long::intValue),
        "whole numbers");
  }

  private static boolean isInt(long value) {
    return value == (int) value;
  }

  /** Whether a setting has a value, its default counted. */
  boolean isSet(String path) {
    read.add(path);
    return find(values, path).filter(Settings::isPresent).isPresent();
  }

  /** Whether a setting has another value than its default. */
  boolean isChanged(String path) {
    read.add(path);
    return !find(values, path).equals(find(defaults, path));
  }

  /** Notes that a setting's value cannot be used; {@code must} says what is allowed. */
  void refuse(String path, String must) {
    problems.add(path + ": " + shown(path) + "; must be " + must);
  }

  /** Notes a problem that is said in other words. */
  void refuseSaying(String problem) {
    problems.add(problem);
  }

  /** Throws {@link ConfigurationException} when there was any problem. */
  void throwProblems() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** Whether all was well so far. */
  boolean hasProblems() {
    return !problems.isEmpty();
  }

  /** The settings that were asked for. */
  Set<String> read() {
    return Set.copyOf(read);
  }

  /** Where a setting has its value, as in {@code data.train in my.conf line 3}. */
  String named(String path) {
    return path + find(values, path).map(value -> " " + SettingOrigin.of(value)).orElse("");
  }

  <T> T read(
      String path, Function<ConfigValue, Optional<T>> parse, String must, T whenWithoutDefault) {
    read.add(path);
    Optional<ConfigValue> value = find(values, path);
    Optional<T> parsed = value.filter(Settings::isPresent).flatMap(parse);
    if (parsed.isPresent()) {
      return parsed.get();
    }
    // A section that is no section was refused already.
    if (value.isPresent() || !isBelowValue(path)) {
      refuse(path, must);
    }
    return fallback(path, parse, whenWithoutDefault);
  }

  /** The default of a setting. */
  <T> T fallback(String path, Function<ConfigValue, Optional<T>> parse, T whenWithoutDefault) {
    return find(defaults, path)
        .filter(Settings::isPresent)
        .flatMap(parse)
        .orElse(whenWithoutDefault);
  }

  private String shown(String path) {
    return find(values, path)
        .filter(Settings::isPresent)
        .map(value -> render(value) + " " + SettingOrigin.of(value))
        .orElse("not set");
  }

  /** A value as a user would write it. */
  static String render(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  private boolean isBelowValue(String path) {
    int dot = path.lastIndexOf('.');
    return dot > 0
        && find(values, path.substring(0, dot))
            .filter(value -> value.valueType() == ConfigValueType.OBJECT)
            .isEmpty();
  }

  private static boolean isPresent(ConfigValue value) {
    return value.valueType() != ConfigValueType.NULL;
  }

  private static Optional<ConfigValue> find(ConfigObject root, String path) {
    ConfigValue value = root;
    for (String key : ConfigUtil.splitPath(path)) {
      value = value instanceof ConfigObject object ? object.get(key) : null;
    }
    return Optional.ofNullable(value);
  }
}
