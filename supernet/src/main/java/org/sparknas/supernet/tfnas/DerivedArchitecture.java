package org.sparknas.supernet.tfnas;

import java.util.List;
import java.util.stream.IntStream;
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
   * A block of the architecture.
   *
   * @param from where it was derived
   * @param at where it stands now; another place where one before it in its stage is skipped
   */
  public record DerivedBlock(SearchedBlock from, SearchedBlock at, int operation, int width) {}

  /** Its blocks in order. */
  public List<DerivedBlock> blocks() {
    TfnasSpace space = (TfnasSpace) architecture.space();
    List<SearchedBlock> searched = space.searchedBlocks();
    List<ScaledBlock> kept = ScaledBlock.of(space, architecture);
    return IntStream.range(0, kept.size())
        .mapToObj(
            i ->
                new DerivedBlock(
                    searched.get(places.get(i)),
                    searched.get(kept.get(i).place()),
                    kept.get(i).operation(),
                    kept.get(i).width()))
        .toList();
  }

  /**
   * Copies the weights of blocks that moved up to where they stand in the architecture, so that a
   * supernet computes it.
   *
   * @param values of the supernet, which are changed
   */
  public void place(ParameterLayout layout, float[] values) {
    float[] before = values.clone();
    for (DerivedBlock block : blocks()) {
      ParameterLayout.Region from = layout.region(block.from().blockName(block.operation()));
      ParameterLayout.Region to = layout.region(block.at().blockName(block.operation()));
      System.arraycopy(before, from.offset(), values, to.offset(), from.length());
    }
  }
}
