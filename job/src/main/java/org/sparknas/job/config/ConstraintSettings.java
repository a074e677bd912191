package org.sparknas.job.config;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparknas.evolution.CostLimit;

/** Reads constraints, each of which must name a cost that is known. */
record ConstraintSettings(Settings settings, Set<String> costs) {

  List<CostLimit> read(String path) {
    List<ConfigValue> values =
        settings
            .list(
                path,
                value -> SettingValue.text(value).map(text -> value),
                "constraints such as \"score <= 1\"")
            .any();
    List<CostLimit> limits = new ArrayList<>();
    for (ConfigValue value : values) {
      parse(path, value).ifPresent(limits::add);
    }
    return limits;
  }

  private Optional<CostLimit> parse(String path, ConfigValue value) {
    String place = path + ": " + Settings.render(value) + " " + SettingOrigin.of(value);
    try {
      CostLimit limit = CostLimit.parse(SettingValue.text(value).orElseThrow());
      if (costs.contains(limit.cost())) {
        return Optional.of(limit);
      }
      settings.refuseSaying(
          "%s; no cost is named %s: must be one of %s"
              .formatted(place, limit.cost(), String.join(", ", costs)));
    } catch (IllegalArgumentException e) {
      settings.refuseSaying(
          place
              + "; must be a cost, one of <= >= < >, and a number that may end in K, M or G,"
              + " as in \"macs <= 330M\"");
    }
    return Optional.empty();
  }
}
