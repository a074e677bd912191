package org.sparknas.supernet.cost;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Figures of others that stand in {@code published}, a folder of the test's resources. */
public final class PublishedFigures {
  private PublishedFigures() {}

  /** Returns the text of a file of that folder. */
  public static String read(String name) throws IOException {
    try (InputStream file = PublishedFigures.class.getResourceAsStream("/published/" + name)) {
      if (file == null) {
        throw new FileNotFoundException("/published/" + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
