package org.sparknas.job.store;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds Hadoop's file systems, as this program was told to configure them. */
final class FileSystems {
  private FileSystems() {}

  /**
   * Returns the file system of a path.
   *
   * @throws IOException when there is none of this name, or its library is missing
   */
  static FileSystem of(Path path) throws IOException {
    try {
      return path.getFileSystem(configuration());
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException missing) {
        throw new IOException(
            "the library for %s: is not on the classpath (%s)"
                .formatted(path.toUri().getScheme(), missing.getMessage()),
            e);
      }
      throw e;
    }
  }

  /** Returns the local disk, wherever Hadoop's default is, without hidden checksum files. */
  static FileSystem local() throws IOException {
    return FileSystem.getLocal(configuration()).getRaw();
  }

  /** Hadoop's configuration with what spark-submit was given as {@code spark.hadoop.…}. */
  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    String prefix = "spark.hadoop.";
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        configuration.set(name.substring(prefix.length()), System.getProperty(name));
      }
    }
    return configuration;
  }
}
