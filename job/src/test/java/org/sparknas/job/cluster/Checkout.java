package org.sparknas.job.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** The built project: what {@code mvn package} leaves, and the scripts beside it. */
public record Checkout(Path root) {

  /** Finds the project from the folder of this module or any folder below. */
  public static Checkout find() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("submit-scripts"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "no folder submit-scripts in or above " + Path.of("").toAbsolutePath());
    }
    return new Checkout(folder);
  }

  public Path script(String name) {
    return root.resolve("submit-scripts").resolve(name);
  }

  public Path configuration(String name) {
    return root.resolve("conf").resolve(name);
  }

  public Path jar() {
    return root.resolve("job/target/spark-nas.jar");
  }

  /** A folder whose {@code jars} are Spark and what it needs. */
  public Path sparkHome() {
    return root.resolve("job/target/spark");
  }
}
