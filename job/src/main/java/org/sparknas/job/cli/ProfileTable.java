package org.sparknas.job.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.sparknas.supernet.architecture.Shape;
import org.sparknas.supernet.cost.BlockCounts;
import org.sparknas.supernet.cost.Count;
import org.sparknas.supernet.cost.CountedOperation;
import org.sparknas.supernet.cost.Profile;
import org.sparknas.supernet.cost.Quantity;

/** A profile as a table for people: a line for each operation, then the sums. */
final class ProfileTable {
  private ProfileTable() {}

  static void print(Profile profile, PrintWriter out) {
    List<Quantity> quantities = profile.convention().quantities();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("block", "node", "operation", "output"));
    quantities.forEach(quantity -> header.add(quantity.column()));
    header.add("8 bits");
    rows.add(header);
    for (Profile.Row row : profile.rows()) {
      CountedOperation counted = row.counted();
      List<String> cells = new ArrayList<>();
      cells.addAll(List.of(row.block(), row.node(), counted.operation(), shown(counted.output())));
      addCounts(cells, counted.count(), quantities);
      cells.add(counted.quantizable() ? "yes" : "no");
      rows.add(cells);
    }
    BlockCounts sum = profile.sum();
    rows.add(sum("8 bits", sum.quantizable(), quantities));
    rows.add(sum("other", sum.other(), quantities));
    rows.add(sum("total", sum.total(), quantities));
    out.println("convention " + profile.convention().name());
    TextTable.print(rows, 4, out);
    out.flush();
  }

  private static List<String> sum(String name, Count count, List<Quantity> quantities) {
    List<String> cells = new ArrayList<>(List.of(name, "", "", ""));
    addCounts(cells, count, quantities);
    cells.add("");
    return cells;
  }

  private static void addCounts(List<String> cells, Count count, List<Quantity> quantities) {
    for (Quantity quantity : quantities) {
      cells.add(BigDecimal.valueOf(count.get(quantity)).stripTrailingZeros().toPlainString());
    }
  }

  private static String shown(Shape shape) {
    return shape.height() + "x" + shape.width() + "x" + shape.channels();
  }
}
