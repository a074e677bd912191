package org.sparknas.job.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Lines of JSON. Where a file system cannot append, the file is written anew each time. */
final class JsonLines {
  private final Location file;
  private final StringBuilder lines;

  private JsonLines(Location file, String lines) {
    this.file = file;
    this.lines = new StringBuilder(lines);
  }

  /** Lines that go on after what the file holds. */
  static JsonLines at(Location file) throws IOException {
    return new JsonLines(file, file.exists() ? file.readText() : "");
  }

  void add(List<ObjectNode> nodes) throws IOException {
    StringBuilder added = new StringBuilder();
    nodes.forEach(node -> added.append(node).append('\n'));
    lines.append(added);
    file.append(added.toString(), lines.toString());
  }
}
