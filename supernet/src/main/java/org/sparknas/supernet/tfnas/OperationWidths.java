package org.sparknas.supernet.tfnas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sparknas.supernet.architecture.Architecture;

/** The current width of each operation of each searched block, chosen or not. */
public final class OperationWidths implements Serializable {
  private static final long serialVersionUID = 1L;

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

  /**
   * These widths with those of an architecture's blocks, each where it was derived from.
   *
   * @param places as in {@link DerivedArchitecture}
   */
  public OperationWidths with(TfnasSpace space, Architecture architecture, List<Integer> places) {
    List<List<Integer>> changed = new ArrayList<>();
    widths.forEach(each -> changed.add(new ArrayList<>(each)));
    List<ScaledBlock> blocks = ScaledBlock.of(space, architecture);
    for (int i = 0; i < blocks.size(); i++) {
      changed.get(places.get(i)).set(blocks.get(i).operation(), blocks.get(i).width());
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
