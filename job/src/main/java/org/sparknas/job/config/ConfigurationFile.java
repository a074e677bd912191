package org.sparknas.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sparknas.job.store.Location;

/** Reads a configuration file (HOCON), with overrides above it and the defaults below. */
final class ConfigurationFile {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})");

  private ConfigurationFile() {}

  /** The defaults, {@code reference.conf} of the jar. */
  static Config reference() {
    return ConfigFactory.parseResources(
        ConfigurationFile.class.getClassLoader(), SettingOrigin.DEFAULTS);
  }

  /**
   * Reads a file through Hadoop.
   *
   * @param overrides {@code key=value}; a value that starts with a bracket, brace or quote is
   *     HOCON, any other is taken as it stands
   * @throws ConfigurationException when the file or an override cannot be read
   */
  static Config load(String path, List<String> overrides) {
    try {
      // spark-submit puts the file into the working directory, wherever Hadoop's default is.
      Location file = new File(path).isFile() ? Location.onDisk(path) : Location.of(path);
      Config given = Includes.parse(new ConfigurationSource.Stored(file, path));
      for (String override : overrides) {
        given = override(override).withFallback(given);
      }
      return given.withFallback(reference()).resolve();
    } catch (FileNotFoundException e) {
      throw new ConfigurationException("configuration file " + path + " does not exist", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "configuration file " + path + " cannot be read: " + e.getMessage(), e);
    } catch (ConfigException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private static Config override(String text) throws IOException {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new ConfigurationException(
          "-D " + text + ": must be setting=value, as in -D search.population=20");
    }
    String key = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    try {
      return ConfigFactory.parseMap(
          Map.of(key, value(value).unwrapped()), SettingOrigin.COMMAND_LINE);
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "-D %s: cannot be read as a setting: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static ConfigValue value(String text) throws IOException {
    if (text.startsWith("[") || text.startsWith("{") || text.startsWith("\"")) {
      return Includes.parse(new ConfigurationSource.CommandLine("value = " + text))
          .root()
          .get("value");
    }
    Object value = WHOLE_NUMBER.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
    return ConfigValueFactory.fromAnyRef(value, SettingOrigin.COMMAND_LINE);
  }
}
