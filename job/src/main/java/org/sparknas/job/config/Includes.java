package org.sparknas.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparknas.job.store.Location;

/**
 * Finds what a configuration includes, files beside the one that includes them. HOCON lets most
 * includes be missing; here none may, so that no setting is lost in silence.
 *
 * @param chain the source whose includes are looked for, after those that led to it
 */
record Includes(List<ConfigurationSource> chain)
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  /** Finds a source; {@link IllegalArgumentException} when its name is none. */
  @FunctionalInterface
  private interface Finding {
    ConfigurationSource find() throws IOException;
  }

  /**
   * Parses a source and what it includes.
   *
   * @throws FileNotFoundException when the source itself is missing
   * @throws ConfigurationException when an include is missing, cannot be read or leads in a circle
   */
  static Config parse(ConfigurationSource source) throws IOException {
    return new Includes(List.of(source)).parse();
  }

  private Config parse() throws IOException {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(source().name()).setIncluder(this);
    return ConfigFactory.parseReader(new StringReader(source().text()), options);
  }

  private ConfigurationSource source() {
    return chain.get(chain.size() - 1);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return include(what, () -> source().beside(what));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(what.getPath(), () -> source().beside(what.getPath()));
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return include(what.toString(), () -> ConfigurationSource.Stored.of(location(what)));
  }

  private static Location location(URL address) throws IOException {
    try {
      return Location.of(address.toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return include(what, () -> new ConfigurationSource.Resource(what));
  }

  private ConfigObject include(String what, Finding finding) {
    try {
      ConfigurationSource included = finding.find();
      Includes inner = new Includes(Stream.concat(chain.stream(), Stream.of(included)).toList());
      inner.refuseCircle();
      return inner.parse().root();
    } catch (FileNotFoundException e) {
      throw refusal(what, "does not exist", e);
    } catch (IOException | IllegalArgumentException e) {
      throw refusal(what, "cannot be read: " + e.getMessage(), e);
    }
  }

  private void refuseCircle() {
    String address = source().address();
    if (chain.stream().filter(each -> each.address().equals(address)).count() > 1) {
      throw new ConfigurationException(
          chain.stream().map(ConfigurationSource::name).collect(Collectors.joining(" includes "))
              + ": a file must not include itself, nor by way of others");
    }
  }

  private ConfigurationException refusal(String what, String problem, Exception cause) {
    return new ConfigurationException(
        "%s: the included '%s' %s".formatted(source().name(), what, problem), cause);
  }
}
