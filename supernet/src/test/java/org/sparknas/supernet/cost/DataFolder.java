package org.sparknas.supernet.cost;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The data of others that lies beside the project, if it does. */
public final class DataFolder {
  private DataFolder() {}

  /** A file of the folder; skips the test when it is missing. */
  public static Path file(String name) {
    Path file = folder().resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: " + file + " is missing");
    return file;
  }

  private static Path folder() {
    String given = System.getProperty("sparknas.data");
    if (given != null) {
      return Path.of(given);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path above = here; above != null; above = above.getParent()) {
      Path data = above.resolve("shared").resolve("data");
      if (Files.isDirectory(data)) {
        return data;
      }
    }
    return here.resolve("no-data-folder");
  }
}
