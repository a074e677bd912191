package org.sparknas.job.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files beside the project that some tests read; such a test skips itself without them. */
public final class SharedData {
  private SharedData() {}

  /** A file of the folder of shared data. */
  public static Path file(String name) {
    Path folder = folder();
    assumeTrue(folder != null, "no folder shared/data beside the project; see sparknas.data");
    Path file = folder.resolve(name);
    assumeTrue(Files.exists(file), () -> "no file " + file);
    return file;
  }

  /** The same where it is there, for a test that has something else to fall back on. */
  public static Optional<Path> find(String name) {
    return Optional.ofNullable(folder()).map(folder -> folder.resolve(name)).filter(Files::exists);
  }

  private static Path folder() {
    String given = System.getProperty("sparknas.data");
    if (given != null) {
      return Path.of(given);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("shared").resolve("data");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    return null;
  }
}
