package org.sparknas.supernet.tfnas;

import java.util.List;
import org.sparknas.supernet.architecture.Architecture;
import org.sparknas.supernet.module.ParameterLayout;

/**
 * The architecture that architecture parameters stand for.
 *
 * @param places for each block that it has, in order, the number of the searched block that it was
 *     derived from; another than its own where one before it in its stage is skipped
 */
public record DerivedArchitecture(Architecture architecture, List<Integer> places) {
  /** Copies the places. */
  public DerivedArchitecture {
    places = List.copyOf(places);
  }

  /**
   * Copies the weights of blocks that moved up to where they stand in the architecture, so that a
   * supernet computes it.
   *
   * @param values of the supernet, which are changed
   */
  public void place(TfnasSpace space, ParameterLayout layout, float[] values) {
    List<Integer> operations = space.operations(architecture);
    float[] before = values.clone();
    List<Integer> kept =
        ScaledBlock.of(space, architecture).stream().map(ScaledBlock::place).toList();
    for (int i = 0; i < places.size(); i++) {
      int operation = operations.get(kept.get(i));
      String from = space.searchedBlocks().get(places.get(i)).blockName(operation);
      String to = space.searchedBlocks().get(kept.get(i)).blockName(operation);
      ParameterLayout.Region source = layout.region(from);
      System.arraycopy(
          before, source.offset(), values, layout.region(to).offset(), source.length());
    }
  }
}
