package org.sparknas.job.data;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of published images, in the folder that Maven's profile {@code real-data} names. */
public final class RealImages {
  /** What a test that reads them is tagged with, so that the profile alone runs it. */
  public static final String TAG = "real-data";

  private RealImages() {}

  /**
   * Returns a file of that folder.
   *
   * @throws IllegalStateException when it is missing; says how to name another folder
   */
  public static Path file(String name) {
    return file(Path.of(given("sparknas.root")).resolve(given("sparknas.data")), name);
  }

  static Path file(Path folder, String name) {
    Path file = folder.resolve(name).normalize();
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(
          "no file "
              + file
              + "; mvn -Preal-data verify -Dsparknas.data=DIR looks in another folder for "
              + name);
    }
    return file;
  }

  private static String given(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException(
          property + " is not set; tests on real images are run by mvn -Preal-data verify");
    }
    return value;
  }
}
