package org.sparknas.job.config;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparknas.supernet.cost.CostLimit;
import org.sparknas.supernet.cost.Costs;

/** Reads constraints, each of which must name a cost that is known. */
record ConstraintSettings(Settings settings, Costs costs) {

  List<Constraint> read(String path) {
    List<ConfigValue> values =
        settings
            .list(
                path,
                value -> SettingValue.text(value).map(text -> value),
                "constraints such as \"score <= 1\"")
            .any();
    List<Constraint> constraints = new ArrayList<>();
    for (ConfigValue value : values) {
      parse(path, value).ifPresent(constraints::add);
    }
    return constraints;
  }

  private Optional<Constraint> parse(String path, ConfigValue value) {
    String text = SettingValue.text(value).orElseThrow();
    try {
      return Optional.of(new Constraint(text.strip(), CostLimit.parse(text, costs)));
    } catch (IllegalArgumentException e) {
      settings.refuseSaying(
          "%s: %s %s; %s"
              .formatted(path, Settings.render(value), SettingOrigin.of(value), e.getMessage()));
      return Optional.empty();
    }
  }
}
