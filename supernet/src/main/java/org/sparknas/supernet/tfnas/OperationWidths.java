package org.sparknas.supernet.tfnas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Architecture;

/** The current width of each operation of each searched block, chosen or not. */
public final class OperationWidths {
  private final List<List<Integer>> widths;

  private OperationWidths(List<List<Integer>> widths) {
    this.widths = widths.stream().map(List::copyOf).toList();
  }

  /** The widths that a search begins with. */
  public static OperationWidths initial(TfnasSpace space) {
    return new OperationWidths(
        space.searchedBlocks().stream()
            .map(
                block ->
                    IntStream.range(0, block.operations().size())
                        .mapToObj(block::initialWidth)
                        .toList())
            .toList());
  }

  /**
   * The width of an operation.
   *
   * @param place the number of a searched block, from 0
   */
  public int of(int place, int operation) {
    return widths.get(place).get(operation);
  }

  /** These widths with those of an architecture's own operations, within its depths. */
  public OperationWidths with(Architecture architecture, TfnasSpace space) {
    List<Integer> operations = space.operations(architecture);
    List<Integer> chosen = space.widths(architecture);
    List<Integer> depths = space.depths(architecture);
    List<List<Integer>> changed = new ArrayList<>();
    int place = 0;
    for (int stage = 0; stage < space.stages().size(); stage++) {
      for (int layer = 0; layer < space.stages().get(stage).size(); layer++, place++) {
        List<Integer> each = new ArrayList<>(widths.get(place));
        if (layer < depths.get(stage)) {
          each.set(operations.get(place), chosen.get(place));
        }
        changed.add(each);
      }
    }
    return new OperationWidths(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OperationWidths same && widths.equals(same.widths);
  }

  @Override
  public int hashCode() {
    return widths.hashCode();
  }

  @Override
  public String toString() {
    return "OperationWidths" + widths;
  }
}
