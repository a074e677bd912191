package org.sparknas.job.config;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparknas.supernet.cost.CostLimit;
import org.sparknas.supernet.cost.Costs;

/** Reads constraints, each of which must name a cost that is known. */
record ConstraintSettings(Settings settings, Costs costs) {

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
      return Optional.of(CostLimit.parse(SettingValue.text(value).orElseThrow(), costs));
    } catch (IllegalArgumentException e) {
      settings.refuseSaying(place + "; " + e.getMessage());
    }
    return Optional.empty();
  }
}
