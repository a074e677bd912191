package org.sparknas.job.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;

/** Where a value was set, in words that follow the value. */
final class SettingOrigin {
  /** The description of values from the command line. */
  static final String COMMAND_LINE = "-D";

  /** The resource that holds the defaults. */
  static final String DEFAULTS = "reference.conf";

  private SettingOrigin() {}

  /** {@code in my.conf line 12}, {@code from -D} or {@code by default}. */
  static String of(ConfigValue value) {
    ConfigOrigin origin = value.origin();
    String place = place(origin);
    if (place.equals(COMMAND_LINE)) {
      return "from -D";
    }
    if (place.startsWith(DEFAULTS + " @")) {
      return "by default";
    }
    return "in " + place + (origin.lineNumber() > 0 ? " line " + origin.lineNumber() : "");
  }

  private static String place(ConfigOrigin origin) {
    String description = origin.description();
    String line = ": " + origin.lineNumber();
    return description.endsWith(line)
        ? description.substring(0, description.length() - line.length())
        : description;
  }
}
