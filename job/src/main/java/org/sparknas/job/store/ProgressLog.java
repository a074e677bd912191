package org.sparknas.job.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Lines of JSON. Where a file system cannot append, the file is written anew for each line. */
final class ProgressLog {
  private final Location file;
  private final StringBuilder lines;

  private ProgressLog(Location file, String lines) {
    this.file = file;
    this.lines = new StringBuilder(lines);
  }

  /** A log that goes on after what the file holds. */
  static ProgressLog at(Location file) throws IOException {
    return new ProgressLog(file, file.exists() ? file.readText() : "");
  }

  void add(ObjectNode node) throws IOException {
    String line = node + "\n";
    lines.append(line);
    file.append(line, lines.toString());
  }
}
