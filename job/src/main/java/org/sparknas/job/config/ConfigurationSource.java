package org.sparknas.job.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.sparknas.job.store.Location;

/** Text that is read as configuration, and where what it includes is looked for. */
sealed interface ConfigurationSource {
  /** As messages call it. */
  String name();

  /** The same for one source, whatever way led to it. */
  String address();

  /** What it holds; {@link FileNotFoundException} when it is missing. */
  String text() throws IOException;

  /** Another source as this one names it. */
  ConfigurationSource beside(String other) throws IOException;

  /** A file on any file system that Hadoop knows. */
  record Stored(Location file, String name) implements ConfigurationSource {
    static Stored of(Location file) {
      return new Stored(file, file.toString());
    }

    @Override
    public String address() {
      return file.address();
    }

    @Override
    public String text() throws IOException {
      return file.readText();
    }

    @Override
    public ConfigurationSource beside(String other) throws IOException {
      return of(file.beside(other));
    }
  }

  /** A resource of the program's jars. */
  record Resource(String name) implements ConfigurationSource {
    @Override
    public String address() {
      return "classpath:" + name;
    }

    @Override
    public String text() throws IOException {
      try (InputStream in = getClass().getClassLoader().getResourceAsStream(name)) {
        if (in == null) {
          throw new FileNotFoundException(name);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    @Override
    public ConfigurationSource beside(String other) {
      return new Resource(URI.create(name).resolve(other).toString());
    }
  }

  /** A value on the command line, whose includes are seen from the working directory. */
  record CommandLine(String text) implements ConfigurationSource {
    @Override
    public String name() {
      return SettingOrigin.COMMAND_LINE;
    }

    @Override
    public String address() {
      return name();
    }

    @Override
    public ConfigurationSource beside(String other) throws IOException {
      return Stored.of(Location.of(other));
    }
  }
}
