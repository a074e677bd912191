package org.sparknas.job.licence;

import java.util.Arrays;
import java.util.List;

/**
 * The list of what the jar holds, by licence.
 *
 * @param rows in the order of the file
 */
record LicenceIndex(List<Row> rows) {

  /** Reads lines of {@code name | licence | texts | files}; {@code #} begins a comment. */
  static LicenceIndex parse(String text) {
    return new LicenceIndex(
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Row::of)
            .toList());
  }

  boolean names(String artefact) {
    return rows.stream().anyMatch(row -> row.name().equals(artefact));
  }

  /** Whether a row stands for this file, or for a folder that holds it. */
  boolean standsFor(String file) {
    return rows.stream().anyMatch(row -> row.files().stream().anyMatch(path -> is(path, file)));
  }

  /** Whether a row names this file itself. */
  boolean namesFile(String file) {
    return rows.stream().anyMatch(row -> row.files().contains(file));
  }

  static boolean is(String path, String file) {
    return path.endsWith("/") ? file.startsWith(path) : file.equals(path);
  }

  /**
   * One library.
   *
   * @param name Maven's group and artefact, or what else the library is called by
   * @param texts of its licence, relative to the index
   * @param files of the jar that are the library's; folders end in a slash
   */
  record Row(String name, String licence, List<String> texts, List<String> files) {
    private static Row of(String line) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      if (cells.size() != 4 || cells.contains("")) {
        throw new IllegalArgumentException("not four cells: " + line);
      }
      return new Row(
          cells.get(0),
          cells.get(1),
          List.of(cells.get(2).split(" +")),
          List.of(cells.get(3).split(" +")));
    }
  }
}
