package org.sparknas.job.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the program and the commit that it was built from. */
public final class Version implements IVersionProvider {
  private static final String RESOURCE = "/org/sparknas/job/version.properties";

  /** As in {@code 0.1.0 (76cf6a7)}. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("version", "unknown");
    String commit = properties.getProperty("commit", "");
    // Without a git folder the placeholder stays.
    return commit.isEmpty() || commit.startsWith("$") ? version : version + " (" + commit + ")";
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Spark NAS " + current()};
  }
}
