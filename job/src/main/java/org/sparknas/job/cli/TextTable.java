package org.sparknas.job.cli;

import java.io.PrintWriter;
import java.util.List;

/** Lines up cells in columns. */
final class TextTable {
  private TextTable() {}

  /** Prints rows of equally many cells; columns from {@code firstNumber} on stand to the right. */
  static void print(List<List<String>> rows, int firstNumber, PrintWriter out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = row.get(column);
        String space = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : "  ");
        line.append(column < firstNumber ? cell + space : space + cell);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
