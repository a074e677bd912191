package org.sparknas.job.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds settings that no default stands for, and the known name that may have been meant. */
final class UnknownSettings {
  private final Set<String> known = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();

  private UnknownSettings(ConfigObject defaults) {
    collect(defaults, "");
  }

  /** A sentence for each setting that is not known, and for each section that is none. */
  static List<String> problems(ConfigObject given, ConfigObject defaults) {
    UnknownSettings unknown = new UnknownSettings(defaults);
    unknown.check(given, defaults, "");
    return unknown.problems;
  }

  private void collect(ConfigObject section, String prefix) {
    for (String key : section.keySet()) {
      known.add(prefix + key);
      if (section.get(key) instanceof ConfigObject inner) {
        collect(inner, prefix + key + ".");
      }
    }
  }

  private void check(ConfigObject given, ConfigObject defaults, String prefix) {
    for (String key : new TreeSet<>(given.keySet())) {
      ConfigValue value = given.get(key);
      ConfigValue known = defaults.get(key);
      String path = prefix + ConfigUtil.joinPath(key);
      if (known == null) {
        problems.add(
            path
                + " "
                + SettingOrigin.of(value)
                + " is not known"
                + nearest(prefix + key).map(name -> "; did you mean " + name + "?").orElse(""));
      } else if (known instanceof ConfigObject section) {
        if (value instanceof ConfigObject inner) {
          check(inner, section, path + ".");
        } else {
          problems.add(
              "%s: %s %s; must be a section with settings: %s"
                  .formatted(
                      path,
                      Settings.render(value),
                      SettingOrigin.of(value),
                      String.join(", ", new TreeSet<>(section.keySet()))));
        }
      }
    }
  }

  private Optional<String> nearest(String path) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    Optional<String> elsewhere =
        known.stream().filter(name -> name.endsWith("." + last)).findFirst();
    Optional<String> alike =
        known.stream()
            .filter(name -> distance(name, path) <= Math.max(2, last.length() / 3))
            .min(Comparator.comparingInt(name -> distance(name, path)));
    return alike.or(() -> elsewhere);
  }

  /** How many letters must change, come or go (Levenshtein). */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
