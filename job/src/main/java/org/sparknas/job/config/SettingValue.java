package org.sparknas.job.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of settings as Java's; empty where a value is something else. */
final class SettingValue {
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)([KMG]?)");

  private SettingValue() {}

  static Optional<Boolean> flag(ConfigValue value) {
    return text(value)
        .filter(text -> text.equals("true") || text.equals("false"))
        .map(Boolean::valueOf);
  }

  static Optional<String> text(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(String.valueOf(value.unwrapped()));
      case OBJECT, LIST, NULL -> Optional.empty();
    };
  }

  static <T> Function<ConfigValue, Optional<T>> text(Function<String, Optional<T>> parse) {
    return value -> text(value).flatMap(parse);
  }

  static Optional<Double> number(ConfigValue value) {
    return decimal(value).map(BigDecimal::doubleValue).filter(Double::isFinite);
  }

  static Optional<Long> whole(ConfigValue value) {
    try {
      return decimal(value).map(BigDecimal::longValueExact);
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Decimal arithmetic, so that 3.4M is exactly 3400000. */
  private static Optional<BigDecimal> decimal(ConfigValue value) {
    Matcher matcher = NUMBER.matcher(text(value).orElse(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int power =
        switch (matcher.group(2)) {
          case "K" -> 3;
          case "M" -> 6;
          case "G" -> 9;
          default -> 0;
        };
    return Optional.of(new BigDecimal(matcher.group(1)).scaleByPowerOfTen(power));
  }

  static <T> Function<ConfigValue, Optional<List<T>>> list(
      Function<ConfigValue, Optional<T>> element) {
    return value -> {
      List<? extends ConfigValue> elements =
          value.valueType() == ConfigValueType.LIST ? (ConfigList) value : List.of(value);
      List<T> parsed = new ArrayList<>();
      for (ConfigValue each : elements) {
        element.apply(each).ifPresent(parsed::add);
      }
      return parsed.size() == elements.size() ? Optional.of(List.copyOf(parsed)) : Optional.empty();
    };
  }
}
